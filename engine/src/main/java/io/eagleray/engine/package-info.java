/** Runs a plan on this machine. */
@NullMarked
package io.eagleray.engine;

import org.jspecify.annotations.NullMarked;
