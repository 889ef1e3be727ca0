@NullMarked
package io.eagleray.engine.node;

import org.jspecify.annotations.NullMarked;
