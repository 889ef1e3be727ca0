@NullMarked
package io.eagleray.search.tpe;

import org.jspecify.annotations.NullMarked;
