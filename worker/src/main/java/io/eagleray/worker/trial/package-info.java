/** A trial as the user's code sees it, and what it reports. */
@NullMarked
package io.eagleray.worker.trial;

import org.jspecify.annotations.NullMarked;
