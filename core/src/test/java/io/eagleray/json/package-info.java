@NullMarked
package io.eagleray.json;

import org.jspecify.annotations.NullMarked;
