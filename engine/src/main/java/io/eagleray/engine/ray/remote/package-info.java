/**
 * The study process: the loop of an embedded search, with its trials run by somebody at the other
 * end of two pipes.
 */
@NullMarked
package io.eagleray.engine.ray.remote;

import org.jspecify.annotations.NullMarked;
