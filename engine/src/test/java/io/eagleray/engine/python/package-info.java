@NullMarked
package io.eagleray.engine.python;

import org.jspecify.annotations.NullMarked;
