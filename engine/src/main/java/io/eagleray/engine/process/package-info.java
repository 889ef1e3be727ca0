/** Processes that were started: what they print, and how they are ended for good. */
@NullMarked
package io.eagleray.engine.process;

import org.jspecify.annotations.NullMarked;
