/** The built-in task runners. */
@NullMarked
package io.eagleray.engine.task;

import org.jspecify.annotations.NullMarked;
