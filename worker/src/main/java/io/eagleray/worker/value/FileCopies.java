package io.eagleray.worker.value;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies of stored files, under their own names, for as long as a task runs. */
final class FileCopies implements AutoCloseable {
  private final List<Path> made = new ArrayList<>();

  /** A copy that cannot be written to by mistake, in a folder of its own. */
  synchronized Path of(Path stored, String name) throws IOException {
    Path folder = Files.createTempDirectory("eagleray-");
    made.add(folder);
    Path last = Path.of(name).getFileName();
    Path copy = folder.resolve(last == null ? "file" : last.toString());
    made.add(copy);
    Files.copy(stored, copy);
    boolean unused = copy.toFile().setReadOnly();
    return copy;
  }

  @Override
  public synchronized void close() {
    for (Path path : made.reversed()) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Something was put beside the copy; the system's cleaning of temporary files takes it.
      }
    }
    made.clear();
  }
}
