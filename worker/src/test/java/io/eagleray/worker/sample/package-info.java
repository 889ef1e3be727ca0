@NullMarked
package io.eagleray.worker.sample;

import org.jspecify.annotations.NullMarked;
