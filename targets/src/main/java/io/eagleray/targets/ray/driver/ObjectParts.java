package io.eagleray.targets.ray.driver;

import io.eagleray.hash.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts objects together from their parts and stores them, each once its hash was proven. The parts
 * of one object come in order; with its first part an object begins anew. Belongs to one thread.
 */
public final class ObjectParts implements AutoCloseable {
  private final Function<Path, String> store;
  private final Map<String, Unfinished> unfinished = new HashMap<>();

  /** An object of which parts are still due. */
  private static final class Unfinished {
    private final Path file;
    private final MessageDigest digest = Sha256.digest();
    private int next;

    Unfinished(Path file) {
      this.file = file;
    }
  }

  /**
   * @param store keeps a file's content, and tells its SHA-256
   */
  public ObjectParts(Function<Path, String> store) {
    this.store = store;
  }

  /**
   * Takes a part. With the last one the object is stored.
   *
   * @throws DriverLineException if another part was due, or the content is not what its hash says;
   *     then nothing is stored
   */
  public void take(DriverLine.ObjectPart part) {
    try {
      Unfinished object = object(part);
      try (OutputStream out = Files.newOutputStream(object.file, StandardOpenOption.APPEND)) {
        out.write(part.data());
      }
      object.digest.update(part.data());
      object.next++;
      if (object.next == part.parts()) {
        finish(part.sha256(), object);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store an object of the cluster's", e);
    }
  }

  private Unfinished object(DriverLine.ObjectPart part) throws IOException {
    if (part.part() == 0) {
      forget(part.sha256());
      Unfinished begun = new Unfinished(Files.createTempFile("eagleray-object-", ""));
      unfinished.put(part.sha256(), begun);
      return begun;
    }
    Unfinished known = unfinished.get(part.sha256());
    int due = known == null ? 0 : known.next;
    if (known == null || part.part() != due) {
      throw new DriverLineException(
          "part "
              + part.part()
              + " of object "
              + part.sha256()
              + " came where "
              + due
              + " was due");
    }
    return known;
  }

  private void finish(String sha256, Unfinished object) throws IOException {
    try {
      String found = HexFormat.of().formatHex(object.digest.digest());
      if (!found.equals(sha256)) {
        throw new DriverLineException(
            "object " + sha256 + " came with another content, whose hash is " + found);
      }
      String stored = store.apply(object.file);
      if (!stored.equals(sha256)) {
        throw new IllegalStateException("object " + sha256 + " was stored as " + stored);
      }
    } finally {
      forget(sha256);
    }
  }

  private void forget(String sha256) throws IOException {
    Unfinished object = unfinished.remove(sha256);
    if (object != null) {
      Files.deleteIfExists(object.file);
    }
  }

  /** Removes what was begun and never finished. */
  @Override
  public void close() {
    try {
      for (String sha256 : List.copyOf(unfinished.keySet())) {
        forget(sha256);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove a temporary file", e);
    }
  }
}
