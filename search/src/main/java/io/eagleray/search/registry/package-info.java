/** Samplers and schedulers by the names that configuration files use. */
@NullMarked
package io.eagleray.search.registry;

import org.jspecify.annotations.NullMarked;
