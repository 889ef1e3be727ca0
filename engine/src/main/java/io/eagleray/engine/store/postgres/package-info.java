/** Run logs in a PostgreSQL database, which many machines may share. */
@NullMarked
package io.eagleray.engine.store.postgres;

import org.jspecify.annotations.NullMarked;
