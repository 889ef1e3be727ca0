@NullMarked
package io.eagleray.cli.screen;

import org.jspecify.annotations.NullMarked;
