/** What plugins implement. */
@NullMarked
package io.eagleray.spi;

import org.jspecify.annotations.NullMarked;
