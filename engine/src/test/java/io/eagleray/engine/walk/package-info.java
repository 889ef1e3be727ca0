@NullMarked
package io.eagleray.engine.walk;

import org.jspecify.annotations.NullMarked;
