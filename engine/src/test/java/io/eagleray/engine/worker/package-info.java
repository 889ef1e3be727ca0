@NullMarked
package io.eagleray.engine.worker;

import org.jspecify.annotations.NullMarked;
