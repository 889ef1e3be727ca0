/**
 * Walking a graph: attempts, retries, cancelling, and the journal that makes each change durable.
 */
@NullMarked
package io.eagleray.engine.walk;

import org.jspecify.annotations.NullMarked;
