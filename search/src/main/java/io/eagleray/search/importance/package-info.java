/** Which parameters mattered. */
@NullMarked
package io.eagleray.search.importance;

import org.jspecify.annotations.NullMarked;
