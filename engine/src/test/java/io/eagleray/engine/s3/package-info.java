@NullMarked
package io.eagleray.engine.s3;

import org.jspecify.annotations.NullMarked;
