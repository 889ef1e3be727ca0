@NullMarked
package io.eagleray.docs;

import org.jspecify.annotations.NullMarked;
