package io.eagleray.engine.s3;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Bytes that are only appended to, by any number of processes, in one order. They are kept in
 * numbered pieces: what is appended makes the last piece longer, by writing it anew, on condition
 * that it is still what it was; and a piece that is full is followed by another, on condition that
 * there is none. Not thread-safe.
 */
public final class GrowingLog {
  /** From this length on a piece is full, and never changes again. */
  static final int FULL = 1 << 17;

  /** Each try that fails is one of another process that succeeded. */
  private static final int MOST_TRIES = 1_000;

  private final Bucket bucket;
  private final String prefix;
  private Optional<Piece> last = Optional.empty();

  /**
   * @param prefix of the pieces' keys; ends in a slash
   */
  public GrowingLog(Bucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(int number, byte[] bytes, String tag) {}

  private String key(int number) {
    return prefix + String.format(Locale.ROOT, "%08d", number);
  }

  /** Returns when the bytes are durable, behind all that was appended before this began. */
  public void append(byte[] bytes) {
    for (int i = 0; i < MOST_TRIES; i++) {
      boolean longer = last.isPresent() && last.get().bytes().length < FULL;
      int number = longer ? last.get().number() : last.map(piece -> piece.number() + 1).orElse(0);
      byte[] wanted = longer ? joined(last.get().bytes(), bytes) : bytes;
      Optional<String> tag =
          longer
              ? bucket.replace(key(number), wanted, last.get().tag())
              : bucket.create(key(number), wanted);
      if (tag.isPresent()) {
        last = Optional.of(new Piece(number, wanted, tag.get()));
        return;
      }
      // Another appended, or the answer to an earlier try of this was lost.
      boolean done =
          bucket.read(key(number)).filter(content -> begins(content.bytes(), wanted)).isPresent();
      last = newest();
      if (done) {
        return;
      }
    }
    throw new BucketException(
        bucket.place() + ": others write " + prefix + " all the time",
        new IllegalStateException("no try of " + MOST_TRIES + " succeeded"));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static boolean begins(byte[] whole, byte[] start) {
    return whole.length >= start.length
        && Arrays.equals(whole, 0, start.length, start, 0, start.length);
  }

  private Optional<Piece> newest() {
    List<Blob> pieces = bucket.list(prefix);
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    String key = pieces.getLast().key();
    return bucket
        .read(key)
        .map(content ->
            new Piece(
                Integer.parseInt(key.substring(prefix.length())), content.bytes(), content.tag()));
  }

  /** All that was appended. */
  public byte[] read() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    bucket.list(prefix).stream()
        .flatMap(piece -> bucket.read(piece.key()).stream())
        .forEach(content -> all.writeBytes(content.bytes()));
    return all.toByteArray();
  }
}
