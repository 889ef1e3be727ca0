package io.eagleray.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which reducer makes one value of what branches return under a name.
 *
 * @param others for names that {@code byName} does not have; empty where none is given
 * @param byName by the name of a return
 */
public record Reducers(Optional<Reducer> others, Map<String, Reducer> byName) {
  public static final Reducers NONE = new Reducers(Optional.empty(), Map.of());

  public Reducers {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** The reducer of a name; empty where none is given. */
  public Optional<Reducer> of(String name) {
    return Optional.ofNullable(byName.get(name)).or(() -> others);
  }

  /** The tasks of those that are functions of the user's. */
  public List<Task> tasks() {
    return Stream.concat(others.stream(), byName.values().stream())
        .filter(Reducer.Function.class::isInstance)
        .map(reducer -> ((Reducer.Function) reducer).task())
        .toList();
  }

  /** What is written, in one line. */
  public String text() {
    String named =
        byName.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().text())
            .collect(Collectors.joining(","));
    return others.map(Reducer::text).orElse("") + "{" + named + "}";
  }
}
