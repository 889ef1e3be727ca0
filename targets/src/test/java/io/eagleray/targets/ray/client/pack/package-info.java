@NullMarked
package io.eagleray.targets.ray.client.pack;

import org.jspecify.annotations.NullMarked;
