/** The Ray node, and its embedded backend: a search in this process. */
@NullMarked
package io.eagleray.engine.ray;

import org.jspecify.annotations.NullMarked;
