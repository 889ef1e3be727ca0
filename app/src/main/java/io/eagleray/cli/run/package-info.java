/** The commands that read a pipeline, check it, and run it or a part of it. */
@NullMarked
package io.eagleray.cli.run;

import org.jspecify.annotations.NullMarked;
