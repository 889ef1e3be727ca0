/** NSGA-II: a population that goes for several objectives at once. */
@NullMarked
package io.eagleray.search.nsga2;

import org.jspecify.annotations.NullMarked;
