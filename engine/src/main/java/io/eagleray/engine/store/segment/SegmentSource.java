package io.eagleray.engine.store.segment;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Where the segments of one run are. */
public interface SegmentSource {

  /** All there are now, by their names. */
  List<Segment> segments() throws IOException;

  /**
   * Reads a segment.
   *
   * @param position the first byte that is wanted
   */
  InputStream open(String name, long position) throws IOException;

  /**
   * What one writer has written so far.
   *
   * @param name for messages too
   * @param size in bytes; more may follow
   */
  record Segment(String name, long size) {}
}
