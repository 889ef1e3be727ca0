/** Samplers propose configurations (Ray Tune calls them search algorithms). */
@NullMarked
package io.eagleray.search.sampler;

import org.jspecify.annotations.NullMarked;
