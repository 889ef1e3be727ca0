/** The user's Java: sources compiled on the fly, dependencies, methods and their parameters. */
@NullMarked
package io.eagleray.engine.java;

import org.jspecify.annotations.NullMarked;
