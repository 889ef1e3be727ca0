package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void eachKeepsItsBestObject() throws IOException {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Functions.java", FUNCTIONS);
      assertThat(engine.run(PIPELINE).status()).isEqualTo(RunStatus.SUCCESS);
      try (Stream<Path> objects = Files.walk(folder.resolve(".eagleray/catalog/objects"))) {
        assertThat(objects.filter(Files::isRegularFile)).hasSize(2);
      }
    }
  }
}
