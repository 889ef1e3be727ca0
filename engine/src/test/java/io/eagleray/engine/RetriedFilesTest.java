package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What steps left that a retry starts again, and that are not reached this time. */
@Tag("slow")
final class RetriedFilesTest {
  private static final String FALLBACK =
      """
      dag:
        steps:
          may:
            command_type: shell
            command: "test -e mended && echo own > r-own.txt && export way=own"
            returns: [way]
            catalog: {put: ["r-*.txt"]}
            on_failure: fall
            next: use
          fall:
            command_type: shell
            command: "echo fall > r-fall.txt; export other=fell"
            returns: [other]
            catalog: {put: ["r-fall.txt"]}
            next: use
          use:
            command_type: shell
            command: "rm -f r-*.txt; true"
      """;

  private static final String MAP =
      """
      dag:
        steps:
          list: {command_type: shell, command: "export items=$(cat items.txt)", returns: [items]}
          each:
            type: map
            iterate_on: items
            iterate_as: n
            branch:
              steps:
                keep:
                  command_type: shell
                  command: "echo $n > kept-$n.txt"
                  catalog: {put: ["kept-*.txt"]}
      """;

  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void open() {
    engine = new TestEngine(folder);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private List<String> files() {
    return engine.engine().catalog().find("r1", "**").stream().map(file -> file.name()).toList();
  }

  @Test
  void theFilesAndValuesOfAFallbackThatIsNotTakenAnyMoreAreGone() {
    assertThat(engine.run(FALLBACK).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(files()).containsExactly("r-fall.txt");
    engine.write("mended", "");

    RunState retried = engine.retryFrom("may");

    assertThat(retried.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(files()).containsExactly("r-own.txt");
    assertThat(retried.parameters()).containsKey("way").doesNotContainKey("other");
    assertThat(retried.countedSteps())
        .extracting(StepState::path)
        .extracting(Object::toString)
        .doesNotContain("fall");
  }

  @Test
  void theFilesOfBranchesThatAreNotThereAnyMoreAreGone() {
    engine.write("items.txt", "[1,2,3]");
    assertThat(engine.run(MAP).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(files()).contains("kept-1.txt", "kept-2.txt", "kept-3.txt");
    engine.write("items.txt", "[7]");
    for (String old : List.of("1", "2", "3")) {
      assertThat(folder.resolve("kept-" + old + ".txt").toFile().delete()).isTrue();
    }

    assertThat(engine.retryFrom("list").status()).isEqualTo(RunStatus.SUCCESS);

    assertThat(files()).containsExactly("kept-7.txt");
  }
}
