/** Run logs: in SQLite, and in memory. The only place that sees SQL. */
@NullMarked
package io.eagleray.engine.store;

import org.jspecify.annotations.NullMarked;
