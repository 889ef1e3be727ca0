package io.eagleray.engine.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Contents by their hash, each stored once. */
interface Contents {
  /**
   * What was stored.
   *
   * @param size in bytes
   */
  record Stored(String sha256, long size) {}

  /** Stores a file's content. */
  Stored store(Path file) throws IOException;

  boolean has(String sha256) throws IOException;

  /** Makes a content young again, so that whoever tidies up leaves it; false if it is not there. */
  boolean renew(String sha256) throws IOException;

  /** Copies a content to a file, which is there whole or not at all. */
  void copy(String sha256, Path file) throws IOException;

  /**
   * Deletes a content that was stored at that moment or later, and for nobody else.
   *
   * @throws IOException if it cannot be deleted
   */
  void deleteIfSince(String sha256, Instant since) throws IOException;

  /**
   * Deletes contents, and what writers left unfinished.
   *
   * @param grace how old a file must be: its writer may not have told anybody of it yet
   * @return how many bytes were freed
   */
  long retain(Set<String> kept, Duration grace) throws IOException;
}
