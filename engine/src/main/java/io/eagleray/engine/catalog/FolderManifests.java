package io.eagleray.engine.catalog;

import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.CatalogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of runs in {@code <run>/manifest.jsonl}, each put appended in one write.
 *
 * @param folder {@code runs} of the catalog; absolute
 */
record FolderManifests(Path folder) implements Manifests {
  private static final String NAME = "manifest.jsonl";

  private Path run(String runId) {
    Path run = folder.resolve(runId);
    if (!folder.equals(run.normalize().getParent())) {
      throw new CatalogException("\"" + runId + "\" cannot name a run");
    }
    return run;
  }

  /** The file of a run's. */
  Path file(String runId) {
    return run(runId).resolve(NAME);
  }

  @Override
  public Map<String, CatalogEntry> read(String runId) throws IOException {
    return read(file(runId));
  }

  private static Map<String, CatalogEntry> read(Path file) throws IOException {
    try {
      // Not as text that must be whole: a line may be cut off within a character.
      return ManifestLines.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Map.of();
    }
  }

  @Override
  public void add(String runId, Collection<CatalogEntry> added) throws IOException {
    append(run(runId), ManifestLines.write(added, read(runId)));
  }

  @Override
  public void replace(String runId, Collection<CatalogEntry> gone, Collection<CatalogEntry> instead)
      throws IOException {
    append(run(runId), ManifestLines.replace(gone, instead, read(runId)));
  }

  private static void append(Path run, String lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    Files.createDirectories(run);
    try (FileChannel channel =
        FileChannel.open(run.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // A first, empty line ends a line that was cut off.
      ByteBuffer bytes = ByteBuffer.wrap(("\n" + lines).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  @Override
  public void delete(String runId) throws IOException {
    Path run = run(runId);
    Files.deleteIfExists(run.resolve(NAME));
    Files.deleteIfExists(run);
  }

  @Override
  public Set<String> named() throws IOException {
    Set<String> named = new HashSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> runs = Files.list(folder)) {
        for (Path run : runs.toList()) {
          read(run.resolve(NAME)).values().forEach(entry -> named.add(entry.sha256()));
        }
      }
    }
    return named;
  }
}
