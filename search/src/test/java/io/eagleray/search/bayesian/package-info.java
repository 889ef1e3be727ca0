@NullMarked
package io.eagleray.search.bayesian;

import org.jspecify.annotations.NullMarked;
