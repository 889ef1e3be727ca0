@NullMarked
package io.eagleray.engine.catalog;

import org.jspecify.annotations.NullMarked;
