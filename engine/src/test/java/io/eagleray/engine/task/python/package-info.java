/** Python functions and notebooks as tasks. */
@NullMarked
package io.eagleray.engine.task.python;

import org.jspecify.annotations.NullMarked;
