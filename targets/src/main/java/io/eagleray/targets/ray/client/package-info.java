/** What is said to a Ray cluster over HTTP: its Jobs REST interface, addresses, logs, health. */
@NullMarked
package io.eagleray.targets.ray.client;

import org.jspecify.annotations.NullMarked;
