/** What a Ray config says. */
@NullMarked
package io.eagleray.model.ray;

import org.jspecify.annotations.NullMarked;
