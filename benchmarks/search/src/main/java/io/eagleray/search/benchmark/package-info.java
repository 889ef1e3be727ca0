/** What the search engine costs. */
@NullMarked
package io.eagleray.search.benchmark;

import org.jspecify.annotations.NullMarked;
