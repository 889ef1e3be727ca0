/** The engine's side of the task worker protocol: processes, pools, messages. */
@NullMarked
package io.eagleray.engine.worker;

import org.jspecify.annotations.NullMarked;
