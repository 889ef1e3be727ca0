package io.eagleray.engine.catalog;

import io.eagleray.engine.hash.FileHash;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogException;
import io.eagleray.spi.ForwardingCatalog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A catalog in a folder whose contents survive the loss of power. It is asked for that when the log
 * is about to name them, and not when they are written, because workers write objects, too.
 *
 * @param home the catalog's folder; absolute
 */
record ForcedCatalog(Catalog catalog, Path home, FolderManifests manifests)
    implements ForwardingCatalog {
  @Override
  public boolean survivesPowerLoss() {
    return true;
  }

  @Override
  public void force(String runId, Set<String> sha256) {
    try {
      Set<Path> folders = new LinkedHashSet<>();
      for (String object : sha256) {
        if (FileHash.isHash(object)) { // A value that only looks like a reference names nothing.
          force(ObjectFolder.path(objects(), object), folders);
        }
      }
      force(manifests.file(runId), folders);
      for (Path named : folders) {
        force(named);
      }
    } catch (IOException e) {
      throw new CatalogException("cannot write through to the disk: " + e.getMessage(), e);
    }
  }

  /**
   * Forces a file, if it is there, and collects the folders that have its name and each other's.
   */
  private void force(Path file, Set<Path> folders) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    force(file);
    Path above = home.resolveSibling("");
    for (Path place = file.getParent();
        place != null && place.startsWith(above);
        place = place.getParent()) {
      folders.add(place);
    }
  }

  /** A folder is forced like a file. */
  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
