/** Blotting secrets out of streams and texts. */
@NullMarked
package io.eagleray.worker.redact;

import org.jspecify.annotations.NullMarked;
