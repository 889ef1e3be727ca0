package io.eagleray.engine;

import io.eagleray.run.StepPath;

/**
 * Pipelines of one search, whose trials write a line into {@code effects.txt} for each step that
 * they take.
 */
final class Studies {
  static final StepPath TUNE = new StepPath("tune");

  /** Takes steps up to {@code last}; saves a checkpoint at each second one. */
  static final String STEADY =
      """
      import io.eagleray.trial.Trial;
      import java.nio.file.*;
      import java.util.*;

      public class Steady {
        public static Map<String, Object> train(double x, Trial trial) throws Exception {
          effect(trial.number() + " from " + trial.step() + " " + trial.checkpoint().orElse("none"));
          for (int step = trial.step() + 1; step <= 4; step++) {
            Thread.sleep(5);
            effect(trial.number() + " at " + step);
            Map<String, Object> metrics = Map.of("height", x + step);
            if (step % 2 == 0) {
              trial.report(metrics, "saved at " + step);
            } else {
              trial.report(metrics);
            }
          }
          return Map.of();
        }

        public static Map<String, Object> climb(double x, Trial trial) {
          for (int step = 1; step <= 4; step++) {
            trial.report(Map.of("height", x * step));
          }
          return Map.of();
        }

        public static Map<String, Object> ownEnd(double x, Trial trial) {
          for (int step = 1; step <= (x < 0.5 ? 4 : 2); step++) {
            trial.report(Map.of("height", x));
          }
          return Map.of();
        }

        public static Map<String, Object> picky(double x) throws Exception {
          if (x > 0.5 && !Files.exists(Path.of("mended"))) {
            throw new IllegalStateException("too large");
          }
          effect("x " + x);
          return Map.of("height", x);
        }

        public static void after() throws Exception {
          effect("after");
        }

        private static void effect(String line) throws Exception {
          Files.writeString(
              Path.of("effects.txt"), line + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
      """;

  private Studies() {}

  /**
   * A search and a step behind it.
   *
   * @param method of {@code Steady}
   * @param settings lines of {@code ray_tune}, one key each
   */
  static String of(String method, String... settings) {
    return """
    dag:
      steps:
        tune:
          type: ray
          task: {command_type: java, command: "Steady.java::%s", returns: [tuned]}
          ray:
            ray_tune:
              search_space: {x: {type: uniform, low: 0, high: 1}}
              search_algorithm: {type: random, metric: height, mode: max}
              %s
        after: {command_type: java, command: "Steady.java::after"}
    """
        .formatted(method, String.join("\n          ", settings));
  }
}
