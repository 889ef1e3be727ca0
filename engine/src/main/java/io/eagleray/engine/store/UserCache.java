package io.eagleray.engine.store;

import java.nio.file.Path;
import java.util.Optional;

/** Where a user's programs keep what can be made again. */
final class UserCache {
  private UserCache() {}

  /** {@code $XDG_CACHE_HOME/eagleray}, or {@code ~/.cache/eagleray}. */
  static Path folder() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".cache"))
        .resolve("eagleray");
  }
}
