/** Pipelines in Java code: the steps, nodes and keys of pipeline files, typed where they can be. */
@NullMarked
package io.eagleray.dsl;

import org.jspecify.annotations.NullMarked;
