package io.eagleray.engine.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Objects of any size, with the memory of one part. A part is sent again where the store went away;
 * only whole objects are ever there.
 */
final class BlobTransfer {
  /** Of an object that is sent in parts; a smaller one goes as one. */
  static final int USUAL_PART = 16 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int MOST_PARTS = 10_000;

  /** A slow line gets this long for a part. */
  private static final Duration PART_TIME = Duration.ofMinutes(5);

  private final S3Client client;
  private final Outage outage;
  private final String bucket;

  BlobTransfer(S3Client client, Outage outage, String bucket) {
    this.client = client;
    this.outage = outage;
    this.bucket = bucket;
  }

  void upload(String key, Upload content) throws IOException {
    // A file may grow while it is read, so half of the parts are kept free.
    long part = Math.max(USUAL_PART, content.size() / (MOST_PARTS / 2) + 1);
    try (InputStream input = content.open()) {
      byte[] first = input.readNBytes((int) Math.min(part, content.size() + 1));
      if (first.length < part) {
        content.check();
        outage.outlast(() ->
            client.putObject(
                request ->
                    request
                        .bucket(bucket)
                        .key(key)
                        .contentMD5(Md5.of(first, first.length))
                        .overrideConfiguration(BlobTransfer::slowly),
                body(first, first.length)));
      } else {
        uploadParts(key, first, input, content);
      }
    }
  }

  private static void slowly(AwsRequestOverrideConfiguration.Builder rules) {
    rules.apiCallAttemptTimeout(PART_TIME);
  }

  /** Not copied. */
  private static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }

  private void uploadParts(String key, byte[] buffer, InputStream input, Upload content)
      throws IOException {
    inParts(
        key,
        upload -> {
          List<CompletedPart> parts = new ArrayList<>();
          for (int length = buffer.length;
              length > 0;
              length = input.readNBytes(buffer, 0, buffer.length)) {
            parts.add(part(key, upload, parts.size() + 1, buffer, length));
          }
          content.check();
          return parts;
        });
  }

  /**
   * Puts a copy of an object in its own place, made in the store.
   *
   * @param size of the object, in bytes
   * @param part how much of it is copied at once
   */
  void renew(String key, long size, long part) throws IOException {
    inParts(
        key,
        upload -> {
          List<CompletedPart> parts = new ArrayList<>();
          for (long from = 0; from < size; from += part) {
            String range = "bytes=" + from + "-" + (Math.min(from + part, size) - 1);
            parts.add(copiedPart(key, upload, parts.size() + 1, range));
          }
          return parts;
        });
  }

  private CompletedPart copiedPart(String key, String upload, int number, String range) {
    String tag =
        outage.outlast(() ->
            client
                .uploadPartCopy(request ->
                    request
                        .sourceBucket(bucket)
                        .sourceKey(key)
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .copySourceRange(range)
                        .overrideConfiguration(BlobTransfer::slowly))
                .copyPartResult()
                .eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** Brings the parts of an upload into the store. */
  private interface Parts {
    List<CompletedPart> send(String upload) throws IOException;
  }

  private void inParts(String key, Parts parts) throws IOException {
    String upload =
        outage.outlast(() ->
            client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId());
    try {
      complete(key, upload, parts.send(upload));
    } catch (IOException | RuntimeException e) {
      abort(key, upload, e);
      throw e;
    }
  }

  private CompletedPart part(String key, String upload, int number, byte[] bytes, int length) {
    String md5 = Md5.of(bytes, length);
    String tag =
        outage.outlast(() ->
            client
                .uploadPart(
                    request ->
                        request
                            .bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .contentMD5(md5)
                            .overrideConfiguration(BlobTransfer::slowly),
                    body(bytes, length))
                .eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void complete(String key, String upload, List<CompletedPart> parts) {
    try {
      outage.outlast(() ->
          client.completeMultipartUpload(request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(whole -> whole.parts(parts))
                  .overrideConfiguration(BlobTransfer::slowly)));
    } catch (RuntimeException e) {
      // An earlier try may have been done, and its answer lost: then there is no such upload now.
      if (!S3Faults.isMissing(e)) {
        throw e;
      }
      outage.outlast(() -> client.headObject(request -> request.bucket(bucket).key(key)));
    }
  }

  private void abort(String key, String upload, Exception cause) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      // The store forgets it by the bucket's own rules.
      cause.addSuppressed(e);
    }
  }

  /** Reads an object once. */
  boolean download(String key, Download target) {
    try (InputStream input = client.getObject(request -> request.bucket(bucket).key(key));
        OutputStream output = target.begin()) {
      byte[] buffer = new byte[BUFFER];
      for (int length = read(input, buffer); length >= 0; length = read(input, buffer)) {
        output.write(buffer, 0, length);
      }
      return true;
    } catch (IOException e) {
      throw new BucketException("cannot write what was read from the bucket: " + e.getMessage(), e);
    }
  }

  /** What goes wrong here is the store's, and may pass. */
  private static int read(InputStream input, byte[] buffer) {
    try {
      return input.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException("the answer broke off: " + e.getMessage(), e);
    }
  }
}
