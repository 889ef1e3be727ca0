package io.eagleray.engine.s3;

import java.time.Duration;
import java.time.Instant;

/**
 * An object of a bucket as a listing tells it.
 *
 * @param key without the bucket's prefix
 * @param size in bytes
 * @param modified when it was written, by the server's clock, which may leave fractions of seconds
 *     out
 * @param age by the server's clock too, so that no other has to be right
 */
public record Blob(String key, long size, Instant modified, Duration age) {}
