@NullMarked
package io.eagleray.search.nsga2;

import org.jspecify.annotations.NullMarked;
