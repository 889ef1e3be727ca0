/** Reading the files that users write, with every problem located. */
@NullMarked
package io.eagleray.yaml;

import org.jspecify.annotations.NullMarked;
