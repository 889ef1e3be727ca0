package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Blob;
import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.Content;
import io.eagleray.engine.store.segment.SegmentSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a run in a bucket: each the pieces under one prefix, one behind the other. Not
 * thread-safe.
 */
final class BucketSegments implements SegmentSource {
  private final Bucket bucket;
  private final String prefix;
  private Map<String, List<Blob>> pieces = Map.of();

  /**
   * @param prefix of the run's segments
   */
  BucketSegments(Bucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public List<Segment> segments() {
    Map<String, List<Blob>> found = new TreeMap<>();
    for (Blob piece : bucket.list(prefix)) {
      String segment = piece.key().substring(0, piece.key().lastIndexOf('/') + 1);
      found.computeIfAbsent(segment, none -> new ArrayList<>()).add(piece);
    }
    pieces = found;
    return found.entrySet().stream()
        .map(segment ->
            new Segment(segment.getKey(), segment.getValue().stream().mapToLong(Blob::size).sum()))
        .toList();
  }

  @Override
  public InputStream open(String name, long position) {
    return new Pieces(pieces.getOrDefault(name, List.of()), position);
  }

  /** Pieces behind each other, each in memory while it is read. */
  private final class Pieces extends InputStream {
    private final List<Blob> left;
    private long skipped;
    private InputStream piece = InputStream.nullInputStream();

    Pieces(List<Blob> pieces, long position) {
      this.left = new ArrayList<>(pieces);
      this.skipped = position;
    }

    @Override
    public int read() throws IOException {
      int next = piece.read();
      while (next < 0 && !left.isEmpty()) {
        open(left.removeFirst());
        next = piece.read();
      }
      return next;
    }

    private void open(Blob blob) throws IOException {
      if (skipped >= blob.size()) {
        skipped -= blob.size();
        return;
      }
      @Nullable Content content = bucket.read(blob.key(), skipped).orElse(null);
      if (content == null) {
        throw new IOException(blob.key() + " was deleted");
      }
      skipped = 0;
      // It may have grown since it was listed, and the pieces behind it have not been seen.
      piece = new ByteArrayInputStream(content.bytes());
    }
  }
}
