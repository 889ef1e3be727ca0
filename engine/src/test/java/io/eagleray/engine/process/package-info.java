@NullMarked
package io.eagleray.engine.process;

import org.jspecify.annotations.NullMarked;
