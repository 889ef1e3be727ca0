package io.eagleray.spi;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import java.util.Map;
import java.util.Optional;

/**
 * The containers that tasks run in, where the config file asks for that.
 *
 * @param image what they are made of
 * @param images what those are made of whose step names one of these keys, in its {@code overrides}
 *     under {@code local-container}
 * @param variables of their environment
 * @param removed whether nothing is left of one that has ended
 * @param at where the config file names the image
 */
public record Containers(
    String image,
    Map<String, String> images,
    Map<String, String> variables,
    boolean removed,
    Location at) {
  /** The executor, as config files and the overrides of steps name it. */
  public static final String NAME = "local-container";

  /** The key of a task's options that has them. */
  public static final String OVERRIDES = "overrides";

  public Containers {
    images = Map.copyOf(images);
    variables = Map.copyOf(variables);
  }

  /** What the container of a task is made of. */
  public String image(Task task) {
    return key(task.options()).map(key -> images.getOrDefault(key, image)).orElse(image);
  }

  /** Tells of a task that names a key which is not there. */
  public void check(Task task, Problems problems) {
    key(task.options())
        .filter(key -> !images.containsKey(key))
        .ifPresent(key ->
            problems.error(
                task.at(),
                "the config file has no \""
                    + key
                    + "\" under overrides of "
                    + NAME
                    + Nearest.hint(key, images.keySet())));
  }

  private static Optional<String> key(JsonObject options) {
    return options.object(OVERRIDES).text(NAME);
  }
}
