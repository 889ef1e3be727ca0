/**
 * Run logs in an S3 bucket: segments that grow, one for each writer, and leases for the drivers.
 */
@NullMarked
package io.eagleray.engine.store.s3;

import org.jspecify.annotations.NullMarked;
