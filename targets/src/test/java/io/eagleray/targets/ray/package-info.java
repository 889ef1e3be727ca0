@NullMarked
package io.eagleray.targets.ray;

import org.jspecify.annotations.NullMarked;
