/** The command line: its commands by name, how they are called, and what is said of errors. */
@NullMarked
package io.eagleray.cli;

import org.jspecify.annotations.NullMarked;
