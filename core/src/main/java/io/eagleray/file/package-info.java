/** How files are written that others may read at any moment. */
@NullMarked
package io.eagleray.file;

import org.jspecify.annotations.NullMarked;
