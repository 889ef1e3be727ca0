/** Values between JSON and Java: arguments in, returns out, objects in the catalog. */
@NullMarked
package io.eagleray.worker.value;

import org.jspecify.annotations.NullMarked;
