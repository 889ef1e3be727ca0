/**
 * What every command has: the streams and signals of the process, the options before all commands,
 * exit codes.
 */
@NullMarked
package io.eagleray.cli.console;

import org.jspecify.annotations.NullMarked;
