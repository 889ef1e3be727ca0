@NullMarked
package io.eagleray.worker.json;

import org.jspecify.annotations.NullMarked;
