/** Search spaces: the parameters, their domains and conditions. */
@NullMarked
package io.eagleray.search.space;

import org.jspecify.annotations.NullMarked;
