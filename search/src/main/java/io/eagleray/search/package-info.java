/**
 * The hyperparameter engine, useful as a library of its own; start at {@link
 * io.eagleray.search.study.Study}.
 */
@NullMarked
package io.eagleray.search;

import org.jspecify.annotations.NullMarked;
