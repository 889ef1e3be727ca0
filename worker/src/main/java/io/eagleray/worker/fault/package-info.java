/** The root of the worker's exceptions. */
@NullMarked
package io.eagleray.worker.fault;

import org.jspecify.annotations.NullMarked;
