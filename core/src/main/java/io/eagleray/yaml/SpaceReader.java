package io.eagleray.yaml;

import io.eagleray.json.JsonText;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a search space. A mapping whose {@code type} is one of Ray Tune's is a domain; another
 * mapping is a nested space; everything else is a constant.
 */
final class SpaceReader {
  private static final Set<String> ARGUMENTS = Set.of("low", "high", "q", "choices", "when");

  private final Map<String, SpaceParameter> found = new LinkedHashMap<>();
  private final Map<String, Conditions.Raw> conditions = new LinkedHashMap<>();

  private SpaceReader() {}

  /** The parameters of a space, parents before their children. */
  static List<SpaceParameter> read(YamlMapping space) {
    SpaceReader reader = new SpaceReader();
    reader.walk(space, "");
    reader.tellHidden(space);
    List<SpaceParameter> parameters = new ArrayList<>(reader.found.values());
    return new Conditions(reader.found, reader.conditions, space.problems()).apply(parameters);
  }

  private void walk(YamlMapping space, String prefix) {
    for (String key : space.keys()) {
      String name = prefix + key;
      Located value = space.located(key).orElseThrow();
      if (!(value instanceof Located.Mapping mapping) || mapping.entries().isEmpty()) {
        add(space, key, name, new Domain.Constant(value.json()));
        continue;
      }
      YamlMapping child = space.child(key).orElseThrow();
      if (isDomain(mapping)) {
        add(space, key, name, DomainReader.read(child));
        Conditions.Raw.read(child, prefix).ifPresent(when -> conditions.put(name, when));
      } else if (lacksType(mapping)) {
        String types = "\"type\", one of " + String.join(", ", DomainReader.TYPES);
        child.problems().error(child.at(), space.label(key) + " needs a " + types);
        child.acceptAll();
        add(space, key, name, DomainReader.UNREAD);
      } else {
        walk(child, name + ".");
      }
    }
  }

  private void add(YamlMapping space, String key, String name, Domain domain) {
    Location at = space.keyAt(key);
    SpaceParameter before =
        found.putIfAbsent(name, new SpaceParameter(name, domain, Optional.empty(), at));
    if (before != null) {
      space
          .problems()
          .error(at, "search_space." + name + " is written twice, nested and with a dot");
    }
  }

  /** A configuration holds either a value or a nested space under a name. */
  private void tellHidden(YamlMapping space) {
    for (SpaceParameter parameter : found.values()) {
      String name = parameter.name();
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        String around = name.substring(0, dot);
        if (found.containsKey(around)) {
          space
              .problems()
              .error(
                  parameter.at(),
                  "search_space."
                      + name
                      + " lies in "
                      + around
                      + ", which is a parameter itself; rename one of them");
        }
      }
    }
  }

  private static boolean isDomain(Located.Mapping mapping) {
    if (mapping.entries().containsKey("grid_search") && !mapping.entries().containsKey("type")) {
      return true;
    }
    Located.Entry type = mapping.entries().get("type");
    if (type == null
        || !(type.value() instanceof Located.Scalar scalar)
        || !(scalar.value() instanceof JsonText word)) {
      return false;
    }
    return DomainReader.TYPES.contains(word.value())
        || Nearest.to(word.value(), DomainReader.TYPES).isPresent()
        || !holdsDomains(mapping);
  }

  /** A space that has a constant named "type" has others beside it that are searched. */
  private static boolean holdsDomains(Located.Mapping mapping) {
    return mapping.entries().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("when"))
        .anyMatch(
            entry -> entry.getValue().value() instanceof Located.Mapping child && isDomain(child));
  }

  /** Where the arguments are mappings, they are parameters of a nested space that are called so. */
  private static boolean lacksType(Located.Mapping mapping) {
    Set<String> keys = mapping.entries().keySet();
    boolean isNested =
        !keys.contains("when")
            && mapping.entries().values().stream()
                .allMatch(entry -> entry.value() instanceof Located.Mapping);
    return !keys.contains("type") && ARGUMENTS.containsAll(keys) && !isNested;
  }
}
