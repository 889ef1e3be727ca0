/** The commands that look at runs that are there, or take them away; none runs a step. */
@NullMarked
package io.eagleray.cli.past;

import org.jspecify.annotations.NullMarked;
