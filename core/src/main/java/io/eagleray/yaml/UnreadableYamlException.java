package io.eagleray.yaml;

import io.eagleray.problem.Location;

/** Text that is no YAML, or more of it than is safe to read. */
final class UnreadableYamlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Location at;

  UnreadableYamlException(Location at, String message) {
    super(message);
    this.at = at;
  }

  Location at() {
    return at;
  }
}
