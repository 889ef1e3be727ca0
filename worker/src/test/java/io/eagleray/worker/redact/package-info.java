@NullMarked
package io.eagleray.worker.redact;

import org.jspecify.annotations.NullMarked;
