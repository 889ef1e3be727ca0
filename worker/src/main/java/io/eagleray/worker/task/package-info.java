/** The tasks that a worker runs: Java methods and shell scripts, as steps and as trials. */
@NullMarked
package io.eagleray.worker.task;

import org.jspecify.annotations.NullMarked;
