@NullMarked
package io.eagleray.targets.ray.client;

import org.jspecify.annotations.NullMarked;
