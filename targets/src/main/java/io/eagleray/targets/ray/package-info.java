/** Ray nodes on a real cluster: what is sent there, how it is followed, and what comes back. */
@NullMarked
package io.eagleray.targets.ray;

import org.jspecify.annotations.NullMarked;
