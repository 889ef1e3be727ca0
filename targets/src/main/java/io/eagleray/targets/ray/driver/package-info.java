/** What the driver on a cluster tells, as lines of its job's log. */
@NullMarked
package io.eagleray.targets.ray.driver;

import org.jspecify.annotations.NullMarked;
