/** Tests of the parts of tasks that need no process. */
@NullMarked
package io.eagleray.worker.task;

import org.jspecify.annotations.NullMarked;
