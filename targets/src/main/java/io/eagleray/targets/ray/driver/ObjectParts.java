package io.eagleray.targets.ray.driver;

import io.eagleray.spi.Catalog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts objects together from their parts and into the catalog, each once its hash was proven. The
 * parts of one object come in order. Belongs to one thread.
 */
public final class ObjectParts implements AutoCloseable {
  private final Catalog catalog;
  private final Map<String, Path> unfinished = new HashMap<>();

  public ObjectParts(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Takes a part. With the last one the object is in the catalog.
   *
   * @throws DriverLineException if a part is missing, or the content is not what its hash says
   */
  public void take(DriverLine.ObjectPart part) {
    try {
      Path file = file(part);
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        out.write(part.data());
      }
      if (part.part() == part.parts() - 1) {
        finish(part, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store an object of the cluster's", e);
    }
  }

  private Path file(DriverLine.ObjectPart part) throws IOException {
    if (part.part() == 0) {
      forget(part.sha256());
      Path file = Files.createTempFile("eagleray-object-", "");
      unfinished.put(part.sha256(), file);
      return file;
    }
    Path known = unfinished.get(part.sha256());
    if (known == null) {
      throw new DriverLineException(
          "part " + part.part() + " of object " + part.sha256() + " came before its first");
    }
    return known;
  }

  private void finish(DriverLine.ObjectPart part, Path file) throws IOException {
    String found = catalog.store(file);
    forget(part.sha256());
    if (!found.equals(part.sha256())) {
      throw new DriverLineException(
          "object " + part.sha256() + " came with another content, whose hash is " + found);
    }
  }

  private void forget(String sha256) throws IOException {
    Path file = unfinished.remove(sha256);
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  /** Removes what was begun and never finished. */
  @Override
  public void close() {
    try {
      for (String sha256 : unfinished.keySet().toArray(String[]::new)) {
        forget(sha256);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove a temporary file", e);
    }
  }
}
