@NullMarked
package io.eagleray.worker.value;

import org.jspecify.annotations.NullMarked;
