package io.eagleray.model;

import io.eagleray.problem.Location;
import java.util.Locale;
import java.util.Optional;

/** One name under which a task's returned value becomes a parameter. */
public record Return(String name, Kind kind, Location at) {
  /** How a returned value is kept. */
  public enum Kind {
    /** As JSON; what is not JSON becomes an object in the catalog, at any depth. */
    JSON,
    /** As one object in the catalog. */
    OBJECT,
    /** As a number that is listed among the run's metrics. */
    METRIC;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word; {@code pickled} is Runnable's word for an object. */
    public static Optional<Kind> of(String word) {
      return switch (word) {
        case "json" -> Optional.of(JSON);
        case "object", "pickled" -> Optional.of(OBJECT);
        case "metric" -> Optional.of(METRIC);
        default -> Optional.empty();
      };
    }
  }
}
