@NullMarked
package io.eagleray.engine.store;

import org.jspecify.annotations.NullMarked;
