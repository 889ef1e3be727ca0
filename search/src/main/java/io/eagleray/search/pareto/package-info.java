/** What "better" means for points with several losses: dominance, fronts, hypervolume. */
@NullMarked
package io.eagleray.search.pareto;

import org.jspecify.annotations.NullMarked;
