package io.eagleray.engine.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A file that output is appended to, made when there is something to write. One that cannot be
 * written swallows the rest, since whoever prints must not be held up. Not thread-safe.
 */
final class OutputLog {
  private final Path file;
  private final UnaryOperator<OutputStream> filter;
  private Optional<OutputStream> stream = Optional.empty();

  OutputLog(Path file, UnaryOperator<OutputStream> filter) {
    this.file = file;
    this.filter = filter;
  }

  void write(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    try {
      if (stream.isEmpty()) {
        stream = Optional.of(filter.apply(open()));
      }
      stream.get().write(bytes, offset, length);
    } catch (IOException e) {
      giveUp();
    }
  }

  private OutputStream open() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return new BufferedOutputStream(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  private void giveUp() {
    close();
    stream = Optional.of(OutputStream.nullOutputStream());
  }

  void flush() {
    try {
      if (stream.isPresent()) {
        stream.get().flush();
      }
    } catch (IOException e) {
      giveUp();
    }
  }

  void close() {
    Optional<OutputStream> closing = stream;
    stream = Optional.empty();
    try {
      if (closing.isPresent()) {
        closing.get().close();
      }
    } catch (IOException e) {
      // The end of a log is lost; there is nobody to tell who could mend it.
      stream = Optional.empty();
    }
  }
}
