/** Checking a pipeline whole before anything runs. */
@NullMarked
package io.eagleray.plan;

import org.jspecify.annotations.NullMarked;
