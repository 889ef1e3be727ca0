package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code retry --from}: a step starts again though it succeeded, and all that came after it. */
@Tag("slow")
final class RetryFromTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          load: {command_type: shell, command: echo load >> ran.txt}
          each:
            type: map
            iterate_on: [0, 1]
            iterate_as: n
            max_parallel: 1
            branch:
              steps:
                first: {command_type: shell, command: echo first $n >> ran.txt}
                second: {command_type: shell, command: echo second $n >> ran.txt}
          end: {command_type: shell, command: echo end >> ran.txt}
      """;

  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void open() throws Exception {
    engine = new TestEngine(folder);
    assertThat(engine.run(PIPELINE).status()).isEqualTo(RunStatus.SUCCESS);
    Files.delete(folder.resolve("ran.txt"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aStepOfTheGraphStartsAgainWithAllAfterIt() {
    assertThat(engine.retryFrom("end").status()).isEqualTo(RunStatus.SUCCESS);

    assertThat(engine.lines("ran.txt")).containsExactly("end");
  }

  @Test
  void aStepWithStepsInsideStartsAgainWhole() {
    engine.retryFrom("each");

    assertThat(engine.lines("ran.txt"))
        .containsExactly("first 0", "second 0", "first 1", "second 1", "end");
  }

  @Test
  void aStepOfOneBranchLeavesTheOtherBranchesAndWhatWasBeforeIt() {
    engine.retryFrom("each.1.second");

    assertThat(engine.lines("ran.txt")).containsExactly("second 1", "end");
  }

  @Test
  void aStepThatNeverStartedIsToldWithTheNearestOne() {
    assertThatThrownBy(() -> engine.retryFrom("each.1.secnd"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no step \"each.1.secnd\" has started in it")
        .hasMessageContaining("each.1.second");
    assertThat(engine.lines("ran.txt")).isEmpty();
  }
}
