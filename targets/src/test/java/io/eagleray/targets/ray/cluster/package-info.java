/** Real Ray clusters for tests, of this module and of others. */
@NullMarked
package io.eagleray.targets.ray.cluster;

import org.jspecify.annotations.NullMarked;
