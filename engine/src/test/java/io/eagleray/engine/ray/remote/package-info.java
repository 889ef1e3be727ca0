/** The study process, spoken to as a job's driver speaks to it. */
@NullMarked
package io.eagleray.engine.ray.remote;

import org.jspecify.annotations.NullMarked;
