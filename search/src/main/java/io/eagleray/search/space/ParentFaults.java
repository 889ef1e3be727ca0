package io.eagleray.search.space;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a condition whose parent does not come before it. */
final class ParentFaults {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  ParentFaults(List<Parameter> all) {
    all.forEach(parameter -> parameters.putIfAbsent(parameter.name(), parameter));
  }

  /** The fault, for the parameter that has the condition. */
  InvalidSpaceException of(Parameter parameter, Condition condition) {
    String start = "\"" + parameter.name() + "\" depends on \"" + condition.parent() + "\", which ";
    if (!parameters.containsKey(condition.parent())) {
      return new InvalidSpaceException(
          start
              + "is not in the space (there are: "
              + String.join(", ", parameters.keySet())
              + ")");
    }
    return cycle(parameter)
        .map(path -> new InvalidSpaceException("the conditions form a cycle: " + path))
        .orElseGet(() -> new InvalidSpaceException(start + "must come before it"));
  }

  private Optional<String> cycle(Parameter first) {
    Set<String> path = new LinkedHashSet<>();
    Optional<Parameter> at = Optional.of(first);
    while (at.isPresent() && path.add(at.get().name())) {
      at = at.get().condition().map(Condition::parent).map(parameters::get);
    }
    return at.filter(first::equals)
        .map(closed -> String.join(" depends on ", path) + " depends on " + closed.name());
  }
}
