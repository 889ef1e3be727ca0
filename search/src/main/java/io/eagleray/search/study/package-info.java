/** Studies: the ask-and-tell loop that brings space, sampler and scheduler together. */
@NullMarked
package io.eagleray.search.study;

import org.jspecify.annotations.NullMarked;
