@NullMarked
package io.eagleray.engine.java;

import org.jspecify.annotations.NullMarked;
