@NullMarked
package io.eagleray.engine.store.segment;

import org.jspecify.annotations.NullMarked;
