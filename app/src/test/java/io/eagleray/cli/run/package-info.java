@NullMarked
package io.eagleray.cli.run;

import org.jspecify.annotations.NullMarked;
