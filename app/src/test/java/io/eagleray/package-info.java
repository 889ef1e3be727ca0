/** What holds for all modules. */
@NullMarked
package io.eagleray;

import org.jspecify.annotations.NullMarked;
