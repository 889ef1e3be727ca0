/** Run logs as files that are only appended to, one for each writer. */
@NullMarked
package io.eagleray.engine.store.segment;

import org.jspecify.annotations.NullMarked;
