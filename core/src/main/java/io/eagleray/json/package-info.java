/** JSON as immutable values, and its text form. */
@NullMarked
package io.eagleray.json;

import org.jspecify.annotations.NullMarked;
