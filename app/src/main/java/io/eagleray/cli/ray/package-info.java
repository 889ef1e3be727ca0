/** {@code eagleray ray}: jobs of a cluster by hand, and what it consists of. */
@NullMarked
package io.eagleray.cli.ray;

import org.jspecify.annotations.NullMarked;
