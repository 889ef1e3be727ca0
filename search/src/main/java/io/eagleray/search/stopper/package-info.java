/** Stoppers say when a trial, or the whole search, has done enough. */
@NullMarked
package io.eagleray.search.stopper;

import org.jspecify.annotations.NullMarked;
