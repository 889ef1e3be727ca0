package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code get}, of a run's files. */
@Tag("slow")
class GetFilesTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          first:
            command_type: shell
            command: echo old > results.json; export results=5
            returns: [results]
            catalog: {put: ["results.json"]}
          second:
            command_type: shell
            command: echo new > results.json
            catalog: {put: ["results.json"]}
      """;

  @TempDir Path folder = Path.of("");
  private Workplace work = new Workplace(folder);

  @BeforeEach
  void work() {
    work = new Workplace(folder);
    assertThat(work.runPipeline(PIPELINE)).as(work.err()).isZero();
  }

  @Test
  void ofANameThatSeveralStepsLeftItIsTheNewest() {
    assertThat(work.run("get", "r1", "results.json", "-o", "-")).as(work.err()).isZero();
    assertThat(work.out()).isEqualTo("new\n");
  }

  @Test
  void aParameterOfTheNamesBeginningStaysWhatItIs() {
    assertThat(work.run("get", "r1", "results")).as(work.err()).isZero();
    assertThat(work.out()).isEqualTo("5\n");
  }
}
