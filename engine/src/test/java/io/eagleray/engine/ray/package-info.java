/** Tests of the embedded search's parts. */
@NullMarked
package io.eagleray.engine.ray;

import org.jspecify.annotations.NullMarked;
