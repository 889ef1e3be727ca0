/** The built-in kinds of nodes, and how one task is run as a step. */
@NullMarked
package io.eagleray.engine.node;

import org.jspecify.annotations.NullMarked;
