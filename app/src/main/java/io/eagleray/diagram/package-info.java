/** Pipelines as drawings: a tree in text, Mermaid, DOT and SVG. */
@NullMarked
package io.eagleray.diagram;

import org.jspecify.annotations.NullMarked;
