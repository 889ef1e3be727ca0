@NullMarked
package io.eagleray.engine.secret;

import org.jspecify.annotations.NullMarked;
