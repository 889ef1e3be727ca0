/** Schedulers decide on each report whether a trial goes on. */
@NullMarked
package io.eagleray.search.scheduler;

import org.jspecify.annotations.NullMarked;
