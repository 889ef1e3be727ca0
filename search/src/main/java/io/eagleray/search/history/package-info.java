/** What a study has seen so far, laid out for samplers. */
@NullMarked
package io.eagleray.search.history;

import org.jspecify.annotations.NullMarked;
