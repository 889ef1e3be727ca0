/** The sampler that chooses one by the space and the number of trials. */
@NullMarked
package io.eagleray.search.auto;

import org.jspecify.annotations.NullMarked;
