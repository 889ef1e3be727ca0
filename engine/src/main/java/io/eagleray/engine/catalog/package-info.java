/** Files and objects by the hash of their content, in a folder. */
@NullMarked
package io.eagleray.engine.catalog;

import org.jspecify.annotations.NullMarked;
