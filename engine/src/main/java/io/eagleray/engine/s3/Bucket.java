package io.eagleray.engine.s3;

import io.eagleray.problem.EnvironmentException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A bucket, or what is under a prefix of it. A store that goes away is waited for, within a limit.
 * Thread-safe.
 *
 * <p>Every method may throw {@link BucketException}.
 */
public final class Bucket implements AutoCloseable {
  private static final int MOST_AT_ONCE = 1_000;
  private static final String ANY = "*";

  /** As much of an object as a store copies in one call, by S3's rules. */
  private static final long MOST_COPIED = 5L << 30;

  private static final long COPIED_PART = 1L << 30;

  private final S3Address address;
  private final S3Client client;
  private final Outage outage;
  private final BlobTransfer transfer;

  private Bucket(S3Address address, S3Client client, Duration patience) {
    this.address = address;
    this.client = client;
    this.outage = new Outage(patience, new S3Faults(address.place()));
    this.transfer = new BlobTransfer(client, outage, address.bucket());
  }

  /**
   * Opens a bucket that is there.
   *
   * @throws EnvironmentException if it cannot be used; the message says what to do
   */
  public static Bucket open(S3Address address) {
    S3Client client = S3Clients.open(address);
    try {
      client.headBucket(request -> request.bucket(address.bucket()));
      return new Bucket(address, client, address.patience());
    } catch (RuntimeException e) {
      client.close();
      throw new S3Faults(address.place()).whenOpening(e);
    }
  }

  /** The same bucket, whose calls are tried once. */
  public Bucket withoutPatience() {
    return new Bucket(address, client, Duration.ZERO);
  }

  /** For messages. */
  public String place() {
    return address.place();
  }

  private String full(String key) {
    return address.prefix() + key;
  }

  private <T> Optional<T> unlessMissing(Supplier<T> work) {
    try {
      return Optional.of(outage.outlast(work));
    } catch (RuntimeException e) {
      if (S3Faults.isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** How an object is now; empty where there is none. */
  public Optional<Blob> find(String key) {
    return unlessMissing(() -> {
      HeadObjectResponse head =
          client.headObject(request -> request.bucket(address.bucket()).key(full(key)));
      Instant modified = head.lastModified();
      return new Blob(key, head.contentLength(), modified, age(modified, head.sdkHttpResponse()));
    });
  }

  /** Reads a small object; empty where there is none. */
  public Optional<Content> read(String key) {
    return read(key, 0);
  }

  /**
   * Reads a small object from a byte on, of which there must be at least one.
   *
   * @return empty where there is no such object
   */
  public Optional<Content> read(String key, long from) {
    return unlessMissing(() -> {
      ResponseBytes<GetObjectResponse> got =
          client.getObjectAsBytes(request -> {
            request.bucket(address.bucket()).key(full(key));
            if (from > 0) {
              request.range("bytes=" + from + "-");
            }
          });
      GetObjectResponse response = got.response();
      return new Content(
          got.asByteArrayUnsafe(),
          response.eTag(),
          age(response.lastModified(), response.sdkHttpResponse()));
    });
  }

  /**
   * Writes an object where none is.
   *
   * @return its tag; empty where there is one, maybe since an earlier try whose answer was lost
   */
  public Optional<String> create(String key, byte[] content) {
    return write(content, PutObjectRequest.builder().key(full(key)).ifNoneMatch(ANY));
  }

  /**
   * Writes an object over what it was.
   *
   * @param tag of what it was
   * @return its new tag; empty where it is something else now, maybe since an earlier try whose
   *     answer was lost
   */
  public Optional<String> replace(String key, byte[] content, String tag) {
    return write(content, PutObjectRequest.builder().key(full(key)).ifMatch(tag));
  }

  /** Writes an object, whatever it was. */
  public void put(String key, byte[] content) {
    write(content, PutObjectRequest.builder().key(full(key)));
  }

  private Optional<String> write(byte[] content, PutObjectRequest.Builder request) {
    request.bucket(address.bucket()).contentMD5(Md5.of(content, content.length));
    try {
      return unlessMissing(
          () -> client.putObject(request.build(), RequestBody.fromBytes(content)).eTag());
    } catch (RuntimeException e) {
      if (S3Faults.isUnmet(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** All objects whose keys begin so, by their keys. */
  public List<Blob> list(String prefix) {
    List<Blob> found = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Optional<String> from = next;
      ListObjectsV2Response page =
          outage.outlast(() ->
              client.listObjectsV2(request -> {
                request.bucket(address.bucket()).prefix(full(prefix));
                from.ifPresent(request::continuationToken);
              }));
      page.contents()
          .forEach(object ->
              found.add(
                  new Blob(
                      object.key().substring(address.prefix().length()),
                      object.size(),
                      object.lastModified(),
                      age(object.lastModified(), page.sdkHttpResponse()))));
      next = Optional.ofNullable(page.nextContinuationToken());
    } while (next.isPresent());
    return found;
  }

  /** Deletes objects, wherever they are there. */
  public void delete(Collection<String> keys) {
    List<ObjectIdentifier> all =
        keys.stream().map(key -> ObjectIdentifier.builder().key(full(key)).build()).toList();
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<ObjectIdentifier> some = all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()));
      outage.outlast(() -> {
        DeleteObjectsResponse answer =
            client.deleteObjects(request ->
                request
                    .bucket(address.bucket())
                    .delete(delete -> delete.objects(some).quiet(true)));
        S3Faults.throwIfRefused(answer.errors());
        return answer;
      });
    }
  }

  /** Makes an object as young as if it had just been written; nothing where there is none. */
  public void renew(Blob blob) throws IOException {
    renew(blob, MOST_COPIED, COPIED_PART);
  }

  /**
   * @param most how much the store copies at once, in bytes
   * @param part how much of a larger object is copied at once
   */
  void renew(Blob blob, long most, long part) throws IOException {
    if (blob.size() <= most) {
      renewAtOnce(blob.key());
      return;
    }
    try {
      transfer.renew(full(blob.key()), blob.size(), part);
    } catch (RuntimeException e) {
      if (!S3Faults.isMissing(e)) {
        throw e;
      }
    }
  }

  private void renewAtOnce(String key) {
    unlessMissing(() ->
        client.copyObject(request ->
            request
                .sourceBucket(address.bucket())
                .sourceKey(full(key))
                .destinationBucket(address.bucket())
                .destinationKey(full(key))
                .metadataDirective(MetadataDirective.REPLACE)));
  }

  /** Writes a file's content, in the memory of one part. */
  public void upload(String key, Upload content) throws IOException {
    transfer.upload(full(key), content);
  }

  /**
   * Reads an object of any size; once more from its start where the store went away meanwhile.
   *
   * @return false where there is none
   */
  public boolean download(String key, Download target) {
    return unlessMissing(() -> transfer.download(full(key), target)).isPresent();
  }

  /** By the server's own clock; zero where it does not tell. */
  private static Duration age(Instant modified, SdkHttpResponse response) {
    Instant now = response.firstMatchingHeader("Date").flatMap(Bucket::instant).orElse(modified);
    return now.isAfter(modified) ? Duration.between(modified, now) : Duration.ZERO;
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
