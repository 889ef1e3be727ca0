@NullMarked
package io.eagleray.run;

import org.jspecify.annotations.NullMarked;
