/** The command line. */
@NullMarked
package io.eagleray.cli;

import org.jspecify.annotations.NullMarked;
