package io.eagleray.engine.task.shell;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.yaml.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a container task says of its container.
 *
 * @param image what it is made of; empty where the task does not say
 * @param variables of its environment
 * @param volumes as Docker takes them
 */
record ContainerOptions(String image, Map<String, String> variables, List<String> volumes) {
  static final Set<String> KEYS = Set.of("image", "env", "volumes");

  ContainerOptions {
    variables = Map.copyOf(variables);
    volumes = List.copyOf(volumes);
  }

  /** Reads them; what is wrong is told, and left out. */
  static ContainerOptions of(Task task, Problems problems) {
    JsonObject options = task.options();
    String image = options.text("image").filter(text -> !text.isBlank()).orElse("");
    if (image.isEmpty()) {
      problems.error(
          task.at(), "a container step needs an \"image\", such as image: \"debian:12\"");
    }
    return new ContainerOptions(
        image,
        variables(options.get("env").orElse(JsonObject.EMPTY), task, problems),
        volumes(options.get("volumes").orElse(JsonArray.of()), task, problems));
  }

  private static Map<String, String> variables(Json env, Task task, Problems problems) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (env instanceof JsonObject mapping) {
      mapping
          .fields()
          .forEach((name, value) -> variables.put(name, CommandTemplate.written(value)));
    } else {
      problems.error(
          task.at(), "env must be a mapping of names to values, not " + Values.shown(env));
    }
    return variables;
  }

  private static List<String> volumes(Json volumes, Task task, Problems problems) {
    if (volumes instanceof JsonArray list
        && list.items().stream().allMatch(JsonText.class::isInstance)) {
      return list.items().stream().map(text -> ((JsonText) text).value()).toList();
    }
    problems.error(
        task.at(),
        "volumes must be a list of texts, such as \"/data:/data:ro\", not "
            + Values.shown(volumes));
    return List.of();
  }
}
