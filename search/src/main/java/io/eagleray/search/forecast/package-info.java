/**
 * Multi-fidelity search with a model of learning curves: which trials deserve to go on, and which
 * configuration to try next, judged by what each is expected to reach at the end.
 */
@NullMarked
package io.eagleray.search.forecast;

import org.jspecify.annotations.NullMarked;
