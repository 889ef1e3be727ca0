@NullMarked
package io.eagleray.cli.past;

import org.jspecify.annotations.NullMarked;
