/** A run: its events, and its state as the fold of them. */
@NullMarked
package io.eagleray.run;

import org.jspecify.annotations.NullMarked;
