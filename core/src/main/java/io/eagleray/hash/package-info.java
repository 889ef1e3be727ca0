/** SHA-256 of what is in memory. */
@NullMarked
package io.eagleray.hash;

import org.jspecify.annotations.NullMarked;
