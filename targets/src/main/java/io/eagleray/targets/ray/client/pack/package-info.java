/** Packages of files that go to a cluster: which files, and the zip of them. */
@NullMarked
package io.eagleray.targets.ray.client.pack;

import org.jspecify.annotations.NullMarked;
