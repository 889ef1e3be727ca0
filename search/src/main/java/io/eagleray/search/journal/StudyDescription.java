package io.eagleray.search.journal;

import io.eagleray.search.space.Condition;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.ListedDomain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What must be the same when a study goes on: seed, objectives, constraints and space, as lines of
 * text, each the name of a fact, a tab and the fact.
 */
final class StudyDescription {
  private final Map<String, String> facts = new LinkedHashMap<>();

  private StudyDescription() {}

  static StudyDescription of(Study study) {
    StudyDescription description = new StudyDescription();
    description.facts.put("seed", Long.toString(study.seed()));
    description.facts.put(
        "objectives",
        study.objectives().stream()
            .map(
                o -> o.direction().name().toLowerCase(java.util.Locale.ROOT) + " " + text(o.name()))
            .collect(Collectors.joining(", ")));
    description.facts.put("constraints", Integer.toString(study.history().constraints()));
    for (Parameter parameter : study.space().parameters()) {
      description.facts.put("parameter " + text(parameter.name()), text(parameter));
    }
    return description;
  }

  static StudyDescription parse(String lines) {
    StudyDescription description = new StudyDescription();
    for (String line : lines.split("\n")) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        description.facts.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    return description;
  }

  @Override
  public String toString() {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + "\t" + fact.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** What differs, in words; empty if nothing does. */
  List<String> differences(StudyDescription here) {
    List<String> differences = new ArrayList<>();
    facts.forEach((name, there) -> {
      Optional<String> now = Optional.ofNullable(here.facts.get(name));
      if (now.isEmpty()) {
        differences.add(name + " is " + there + " in the journal and missing here");
      } else if (!now.get().equals(there)) {
        differences.add(name + " is " + there + " in the journal and " + now.get() + " here");
      }
    });
    here.facts.forEach((name, now) -> {
      if (!facts.containsKey(name)) {
        differences.add(name + " is missing in the journal and " + now + " here");
      }
    });
    if (differences.isEmpty() && !new ArrayList<>(facts.keySet()).equals(here.names())) {
      differences.add("the parameters are in another order");
    }
    return differences;
  }

  private List<String> names() {
    return new ArrayList<>(facts.keySet());
  }

  private static String text(Parameter parameter) {
    return text(parameter.domain()) + parameter.condition().map(StudyDescription::text).orElse("");
  }

  private static String text(Condition condition) {
    return " when " + text(condition.parent()) + " in " + text(condition.values());
  }

  private static String text(Domain domain) {
    return domain instanceof ListedDomain listed
        ? domain.type() + " " + text(listed.values())
        : domain.toString();
  }

  /** Text is in quotes, so that it cannot be taken for a number, and stays in its line. */
  private static String text(Object value) {
    return switch (value) {
      case String text ->
          '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + '"';
      case List<?> list ->
          list.stream().map(StudyDescription::text).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }
}
