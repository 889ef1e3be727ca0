/** Python interpreters, and the virtual environments that steps ask for. */
@NullMarked
package io.eagleray.engine.python;

import org.jspecify.annotations.NullMarked;
