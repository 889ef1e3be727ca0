/** A file that remembers a study's events, from which the study goes on after a crash. */
@NullMarked
package io.eagleray.search.journal;

import org.jspecify.annotations.NullMarked;
