/** The built-in task runners: Python, Java, shell. */
@NullMarked
package io.eagleray.engine.task;

import org.jspecify.annotations.NullMarked;
