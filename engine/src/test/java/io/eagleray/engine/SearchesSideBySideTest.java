package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches in branches that make the same objects: one keeps what the other has no use for. */
@Tag("slow")
final class SearchesSideBySideTest {
  /** Both have stored their first object when either makes its second one. */
  private static final String FUNCTIONS =
      """
      import java.nio.file.*;
      import java.util.Map;
      import java.util.stream.Stream;

      class Functions {
        static Map<String, Object> train(int sign, int x) throws Exception {
          if (x == 2) {
            Files.createFile(Path.of("at " + sign));
            while (!Files.exists(Path.of("at 1")) || !Files.exists(Path.of("at -1"))) {
              Thread.sleep(5);
            }
          }
          return Map.of("height", sign * x, "model", new byte[] {(byte) x});
        }

        static Map<String, Object> model(int x) {
          return Map.of("height", x, "model", new byte[] {(byte) x});
        }

        static void tell() throws Exception {
          Files.createFile(Path.of("searched"));
        }

        static long count() throws Exception {
          while (!Files.exists(Path.of("searched"))) {
            Thread.sleep(5);
          }
          try (Stream<Path> objects = Files.walk(Path.of(".eagleray/catalog/objects"))) {
            return objects.filter(Files::isRegularFile).count();
          }
        }
      }
      """;

  private static final String PIPELINE =
      """
      dag:
        steps:
          each:
            type: map
            iterate_on: [1, -1]
            iterate_as: sign
            branch:
              steps:
                tune:
                  type: ray
                  timeout: 1m
                  task: {command_type: java, command: "Functions.java::train", returns: [tuned]}
                  ray:
                    ray_tune:
                      search_space: {x: {type: grid_search, values: [1, 2]}}
                      metric: height
                      mode: max
                      num_samples: 1
                      max_concurrent_trials: 1
      """;

  @TempDir Path folder;

  /**
   * The step beside the search begins before it, and counts the objects once the search has ended.
   */
  private static final String BESIDE_A_STEP =
      """
      dag:
        steps:
          both:
            type: parallel
            branches:
              step:
                steps:
                  count:
                    command_type: java
                    command: "Functions.java::count"
                    returns: [objects]
                    timeout: 1m
                    resources: {num_cpus: 0.5}
              search:
                steps:
                  tune:
                    type: ray
                    task: {command_type: java, command: "Functions.java::model", returns: [tuned]}
                    ray:
                      default_resources: {num_cpus: 0.5}
                      ray_tune:
                        search_space: {x: {type: grid_search, values: [1, 2]}}
                        metric: height
                        mode: max
                        num_samples: 1
                  tell: {command_type: java, command: "Functions.java::tell", resources: {num_cpus: 0}}
      """;

  @Test
  void whatASearchDoesNotKeepStaysAsLongAsAStepBesideItMayHaveStoredTheSame() throws IOException {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Functions.java", FUNCTIONS);
      assertThat(engine.run(BESIDE_A_STEP).status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.value("objects")).isEqualTo(Json.of(2));
    }
    assertThat(objects()).isEqualTo(1);
  }

  private long objects() throws IOException {
    try (Stream<Path> objects = Files.walk(folder.resolve(".eagleray/catalog/objects"))) {
      return objects.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void eachKeepsItsBestObject() throws IOException {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Functions.java", FUNCTIONS);
      assertThat(engine.run(PIPELINE).status()).isEqualTo(RunStatus.SUCCESS);
    }
    assertThat(objects()).isEqualTo(2);
  }
}
