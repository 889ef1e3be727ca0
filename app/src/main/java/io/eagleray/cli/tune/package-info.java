/** A search over any program: the pipeline that {@code eagleray tune} makes of its options. */
@NullMarked
package io.eagleray.cli.tune;

import org.jspecify.annotations.NullMarked;
