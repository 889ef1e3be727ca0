/** The search engine behind an ask-and-tell protocol of JSON lines, for any language. */
@NullMarked
package io.eagleray.searchserve;

import org.jspecify.annotations.NullMarked;
