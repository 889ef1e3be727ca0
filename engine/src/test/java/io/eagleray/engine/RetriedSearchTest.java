package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.RunStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that a retry goes on with, behind a step that gives other values this time. */
@Tag("slow")
final class RetriedSearchTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          prepare: {command_type: shell, command: "export scale=$(cat scale.txt)", returns: [scale]}
          tune:
            type: ray
            task: {command_type: java, command: "Functions.java::trial", returns: [tuned]}
            ray:
              ray_tune:
                search_space: {x: {type: choice, values: [1, 2, 3]}}
                metric: height
                mode: max
                num_samples: 3
                seed: 5
      """;

  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void run() {
    engine = new TestEngine(folder);
    engine.write(
        "Functions.java",
        """
        class Functions {
          static java.util.Map<String, Object> trial(int scale, int x) {
            return java.util.Map.of("height", scale * x);
          }
        }
        """);
    engine.write("scale.txt", "1");
    assertThat(engine.run(PIPELINE).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void trialsThatRanWithAnotherValueAreKeptWithAWarningThatNamesIt() {
    engine.write("scale.txt", "100");

    assertThat(engine.retryFrom("prepare").warnings())
        .containsExactly(
            "the search \"tune\" keeps 3 trials that ran with another scale; a new run searches anew");
  }

  @Test
  void trialsThatRanWithTheSameValuesAreKeptWithoutAWord() {
    assertThat(engine.retryFrom("prepare").warnings()).isEmpty();
  }
}
