@NullMarked
package io.eagleray.cli;

import org.jspecify.annotations.NullMarked;
