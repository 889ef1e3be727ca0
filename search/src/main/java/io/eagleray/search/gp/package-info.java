/**
 * Gaussian processes over mixed inputs: kernel, likelihood, fit and prediction. Knows nothing of
 * search spaces: inputs are arrays of coordinates.
 */
@NullMarked
package io.eagleray.search.gp;

import org.jspecify.annotations.NullMarked;
