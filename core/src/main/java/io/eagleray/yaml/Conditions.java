package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.SpaceParameter.When;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the conditions of a search space, and puts parents before their children. */
final class Conditions {
  private final Map<String, SpaceParameter> space;
  private final Map<String, Raw> raw;
  private final Problems problems;
  private boolean cycle;

  Conditions(Map<String, SpaceParameter> space, Map<String, Raw> raw, Problems problems) {
    this.space = space;
    this.raw = raw;
    this.problems = problems;
  }

  /**
   * A condition as written.
   *
   * @param prefix of the nested space that it stands in; a parent is looked for there first
   */
  record Raw(String prefix, String parent, List<Json> values, Location at) {
    /**
     * Reads {@code when: {parent: [values]}} or {@code when: {parameter: parent, in: [values]}}.
     */
    static Optional<Raw> read(YamlMapping domain, String prefix) {
      Optional<YamlMapping> when = domain.child("when");
      if (when.isEmpty()) {
        return Optional.empty();
      }
      YamlMapping condition = when.get();
      condition.acceptAll();
      Set<String> keys = condition.keys();
      boolean named = keys.equals(Set.of("parameter", "in"));
      if (!named && keys.size() != 1) {
        domain
            .problems()
            .error(
                condition.at(),
                domain.label("when") + " must name one parameter and its values: {model: [a, b]}");
        return Optional.empty();
      }
      String key = named ? "in" : keys.iterator().next();
      Optional<String> parent = named ? condition.text("parameter") : Optional.of(key);
      List<Json> values =
          condition.json(key).orElse(Json.NULL) instanceof JsonArray list
              ? list.items()
              : condition.json(key).map(List::of).orElse(List.of());
      if (values.isEmpty()) {
        condition.reject(key, "at least one value");
        return Optional.empty();
      }
      return parent.map(name -> new Raw(prefix, name, values, condition.keyAt(key)));
    }
  }

  List<SpaceParameter> apply(List<SpaceParameter> parameters) {
    if (raw.isEmpty()) {
      return parameters;
    }
    Map<String, SpaceParameter> conditional = new LinkedHashMap<>();
    for (SpaceParameter parameter : parameters) {
      conditional.put(
          parameter.name(),
          new SpaceParameter(
              parameter.name(), parameter.domain(), when(parameter.name()), parameter.at()));
    }
    Set<SpaceParameter> ordered = new LinkedHashSet<>();
    for (SpaceParameter parameter : conditional.values()) {
      place(parameter, conditional, ordered, new LinkedHashSet<>());
    }
    return cycle ? parameters : new ArrayList<>(ordered);
  }

  private Optional<When> when(String name) {
    Raw condition = raw.get(name);
    if (condition == null) {
      return Optional.empty();
    }
    String parent = condition.prefix() + condition.parent();
    if (!space.containsKey(parent)) {
      parent = condition.parent();
    }
    SpaceParameter found = space.get(parent);
    if (found == null) {
      problems.error(
          condition.at(),
          "search_space."
              + name
              + ".when names \""
              + condition.parent()
              + "\", which is not in the space"
              + Nearest.hint(condition.parent(), space.keySet()));
      return Optional.empty();
    }
    return Optional.of(new When(parent, values(name, condition, found)));
  }

  private List<Json> values(String name, Raw condition, SpaceParameter parent) {
    List<Json> values = new ArrayList<>();
    for (Json value : condition.values()) {
      Optional<Json> meant = DomainValues.meant(parent.domain(), value);
      String subject = "search_space." + name + ".when: \"" + parent.name() + "\" is ";
      String there = DomainValues.shown(parent.domain());
      if (meant.isEmpty()) {
        problems.error(
            condition.at(), subject + "never " + Values.shown(value) + ", only " + there);
      } else if (DomainValues.isContinuous(parent.domain())) {
        problems.warning(
            condition.at(),
            subject + "hardly ever exactly " + Values.shown(value) + ", for it is " + there);
      }
      values.add(meant.orElse(value));
    }
    return values;
  }

  private void place(
      SpaceParameter parameter,
      Map<String, SpaceParameter> all,
      Set<SpaceParameter> ordered,
      Set<String> path) {
    if (ordered.contains(parameter) || cycle) {
      return;
    }
    if (!path.add(parameter.name())) {
      cycle = true;
      problems.error(
          parameter.at(),
          "the conditions of search_space form a cycle: "
              + String.join(" → ", path)
              + " → "
              + parameter.name());
      return;
    }
    parameter
        .when()
        .map(When::parameter)
        .map(all::get)
        .ifPresent(parent -> place(parent, all, ordered, path));
    ordered.add(parameter);
  }
}
