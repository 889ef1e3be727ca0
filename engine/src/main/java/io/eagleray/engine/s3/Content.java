package io.eagleray.engine.s3;

import java.time.Duration;

/**
 * A small object's content.
 *
 * @param bytes not to be changed
 * @param tag names this content of the object, for {@link Bucket#replace}
 * @param age since it was written, by the server's clock
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Content(byte[] bytes, String tag, Duration age) {}
