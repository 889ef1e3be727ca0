/** SHA-256 of texts and of files of any size. */
@NullMarked
package io.eagleray.engine.hash;

import org.jspecify.annotations.NullMarked;
