/** What the built-in task runners (Python, Java, shell) have in common. */
@NullMarked
package io.eagleray.engine.task;

import org.jspecify.annotations.NullMarked;
