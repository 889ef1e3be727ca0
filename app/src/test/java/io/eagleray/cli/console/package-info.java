@NullMarked
package io.eagleray.cli.console;

import org.jspecify.annotations.NullMarked;
