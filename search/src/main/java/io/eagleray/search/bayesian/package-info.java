/**
 * Bayesian optimisation with Gaussian processes: over the whole space, or in trust regions (TuRBO).
 */
@NullMarked
package io.eagleray.search.bayesian;

import org.jspecify.annotations.NullMarked;
