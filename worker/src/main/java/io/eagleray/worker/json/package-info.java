/** The worker's own small JSON reader and writer. */
@NullMarked
package io.eagleray.worker.json;

import org.jspecify.annotations.NullMarked;
