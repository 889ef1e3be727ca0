/** What is wrong with an input: where, what, and what would be right. */
@NullMarked
package io.eagleray.problem;

import org.jspecify.annotations.NullMarked;
