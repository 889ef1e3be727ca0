@NullMarked
package io.eagleray.cli.document;

import org.jspecify.annotations.NullMarked;
