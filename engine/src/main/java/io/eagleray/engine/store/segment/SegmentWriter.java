package io.eagleray.engine.store.segment;

import io.eagleray.engine.store.GroupCommit;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.UnknownRunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * This process's own segment of one run, made with the first event. A segment that could not be
 * written whole is left, and the next event begins another. Thread-safe.
 */
final class SegmentWriter implements AutoCloseable {
  private final Path folder;
  private final Path marker;
  private final ReentrantLock lock = new ReentrantLock();
  private final GroupCommit<byte[]> commits = new GroupCommit<>(lock, this::write);
  private Optional<Segment> segment = Optional.empty();

  /**
   * @param marker a file that is there as long as the run is
   */
  SegmentWriter(Path folder, Path marker) {
    this.folder = folder;
    this.marker = marker;
  }

  private record Segment(Path file, FileChannel channel) {}

  /** Returns when the record is on the disk. */
  void append(byte[] line) {
    commits.append(line);
  }

  private void write(List<GroupCommit.Entry<byte[]>> entries) {
    if (!Files.exists(marker)) {
      throw new UnknownRunException("there is no run " + folder.getFileName());
    }
    try {
      FileChannel channel = open();
      ByteBuffer[] lines =
          entries.stream()
              .map(entry -> ByteBuffer.wrap(entry.content()))
              .toArray(ByteBuffer[]::new);
      while (lines[lines.length - 1].hasRemaining()) {
        channel.write(lines);
      }
      channel.force(false);
    } catch (IOException e) {
      leave();
      throw fault(e);
    }
  }

  @SuppressWarnings("MustBeClosedChecker")
  private FileChannel open() throws IOException {
    // Somebody may have deleted the run, and made another of its name.
    if (segment.isPresent() && !Files.exists(segment.get().file())) {
      leave();
    }
    if (segment.isEmpty()) {
      Path file =
          folder.resolve(
              ProcessHandle.current().pid() + "-" + UUID.randomUUID() + SegmentFiles.SUFFIX);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      segment = Optional.of(new Segment(file, channel));
      forceFolder(folder);
    }
    return segment.get().channel();
  }

  /** Makes the names in a folder survive a loss of power, where the system can do that. */
  static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notOnThisSystem) {
      // Windows has no such thing, and needs none.
    }
  }

  private void leave() {
    try {
      if (segment.isPresent()) {
        segment.get().channel().close();
      }
    } catch (IOException alreadyLost) {
      // What counts was told to be on the disk before.
    } finally {
      segment = Optional.empty();
    }
  }

  private RunStoreException fault(IOException e) {
    return new RunStoreException(
        "the run log in "
            + folder
            + " cannot be written ("
            + e.getMessage()
            + "); mend that, then resume the run",
        e);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      leave();
    } finally {
      lock.unlock();
    }
  }
}
