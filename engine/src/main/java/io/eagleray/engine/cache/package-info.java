/** Takes what steps give over from earlier runs in which they were given the same. */
@NullMarked
package io.eagleray.engine.cache;

import org.jspecify.annotations.NullMarked;
