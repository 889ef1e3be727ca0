/** Docker and Podman, by their command lines. */
@NullMarked
package io.eagleray.engine.container;

import org.jspecify.annotations.NullMarked;
