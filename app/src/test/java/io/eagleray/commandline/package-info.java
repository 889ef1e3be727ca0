/** The command line as processes of their own. */
@NullMarked
package io.eagleray.commandline;

import org.jspecify.annotations.NullMarked;
