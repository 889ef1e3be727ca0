@NullMarked
package io.eagleray.plugin;

import org.jspecify.annotations.NullMarked;
