@NullMarked
package io.eagleray.worker;

import org.jspecify.annotations.NullMarked;
