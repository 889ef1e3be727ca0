/** Secrets from the environment and from dotenv files. */
@NullMarked
package io.eagleray.engine.secret;

import org.jspecify.annotations.NullMarked;
