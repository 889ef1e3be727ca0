package io.eagleray.dsl;

import io.eagleray.model.Return.Kind;

/** A name under which a task's value becomes a parameter, and how the value is kept. */
public record Returned(String name, Kind kind) {
  /** A value in the run's log. */
  public static Returned json(String name) {
    return new Returned(name, Kind.JSON);
  }

  /** A number that is listed among the run's metrics. */
  public static Returned metric(String name) {
    return new Returned(name, Kind.METRIC);
  }

  /** An object in the catalog. */
  public static Returned object(String name) {
    return new Returned(name, Kind.OBJECT);
  }
}
