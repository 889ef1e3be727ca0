/** CMA-ES: an evolution strategy that learns the shape of what it searches. */
@NullMarked
package io.eagleray.search.cma;

import org.jspecify.annotations.NullMarked;
