/** The command line as real processes, which are killed, cancelled and resumed. */
@NullMarked
package io.eagleray.kill;

import org.jspecify.annotations.NullMarked;
