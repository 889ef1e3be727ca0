/**
 * Samplers propose configurations (Ray Tune calls them search algorithms): the contract, and those
 * without a model.
 */
@NullMarked
package io.eagleray.search.sampler;

import org.jspecify.annotations.NullMarked;
