/**
 * Files: what may name one, how one is written that others may read at any moment, how folders go.
 */
@NullMarked
package io.eagleray.file;

import org.jspecify.annotations.NullMarked;
