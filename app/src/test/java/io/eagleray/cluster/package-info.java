/** Pipelines whose Ray nodes run on real clusters. */
@NullMarked
package io.eagleray.cluster;

import org.jspecify.annotations.NullMarked;
