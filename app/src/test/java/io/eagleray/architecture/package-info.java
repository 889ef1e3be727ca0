@NullMarked
package io.eagleray.architecture;

import org.jspecify.annotations.NullMarked;
