/**
 * Shell scripts, programs of a search and containers as tasks: the command, and what it hands back.
 */
@NullMarked
package io.eagleray.engine.task.shell;

import org.jspecify.annotations.NullMarked;
