package io.eagleray.run;

/**
 * A file that a step took from the catalog or left there.
 *
 * @param name its path relative to the working directory
 * @param sha256 of its content, in lower-case hex
 */
public record CatalogEntry(
    String name, String sha256, long size, Direction direction, boolean stored) {
  /** Which way a file went. */
  public enum Direction {
    GET,
    PUT
  }
}
