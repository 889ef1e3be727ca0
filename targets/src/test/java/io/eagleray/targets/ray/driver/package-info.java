@NullMarked
package io.eagleray.targets.ray.driver;

import org.jspecify.annotations.NullMarked;
