package io.eagleray.engine.store.segment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Segments that are files of a folder. */
record SegmentFiles(Path folder) implements SegmentSource {
  static final String SUFFIX = ".log";

  private static final int BUFFER = 1 << 15;

  @Override
  public List<Segment> segments() throws IOException {
    List<Segment> segments = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
        segments.add(new Segment(file.toString(), Files.size(file)));
      }
    }
    return segments;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // whoever opens it closes it
  public InputStream open(String name, long position) throws IOException {
    FileChannel channel =
        FileChannel.open(Path.of(name), StandardOpenOption.READ).position(position);
    return new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
  }
}
