/** One bucket of an S3 store: the only package that sees the AWS SDK. */
@NullMarked
package io.eagleray.engine.s3;

import org.jspecify.annotations.NullMarked;
