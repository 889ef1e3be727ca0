package io.eagleray.cli.past;

import io.eagleray.spi.Catalog;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Forgets runs for good: log, files, logs of tasks, and objects that no run names any more. */
public final class Removal {
  private final Parts parts;
  private final RunStore store;

  Removal(Parts parts, RunStore store) {
    this.parts = parts;
    this.store = store;
  }

  /**
   * Forgets runs.
   *
   * @return how many bytes of objects were freed
   */
  long of(List<String> runs) {
    Catalog catalog = parts.catalog(store);
    MadePipelines made = new MadePipelines(parts.state(), store);
    for (String run : runs) {
      made.goesWith(run);
      // The store refuses a run that is driven, and once it has forgotten one, none can be.
      store.delete(run);
      catalog.delete(run);
      deleteFolder(parts.files(run).folder());
    }
    NamedObjects named = new NamedObjects();
    for (String run : store.runs()) {
      store.read(
          run,
          Excerpt.CONTENTS,
          event -> {
            named.add(event);
            made.keep(event);
          });
    }
    made.delete();
    return catalog.retain(named.sha256());
  }

  /** Deletes a folder with all in it, if it is there. */
  public static void deleteFolder(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 1.2 MB}. */
  public static String size(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format("%.1f %s", size, units[unit]);
  }
}
