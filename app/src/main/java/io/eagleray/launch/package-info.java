/** Runs pipelines that are made in Java code, from that code. */
@NullMarked
package io.eagleray.launch;

import org.jspecify.annotations.NullMarked;
