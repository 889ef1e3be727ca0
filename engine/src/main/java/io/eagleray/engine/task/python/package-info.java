/**
 * Python functions and notebooks as tasks: their code, what the worker tells of it, and the pools
 * of workers that run it.
 */
@NullMarked
package io.eagleray.engine.task.python;

import org.jspecify.annotations.NullMarked;
