package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that are done or skipped by a parameter's value. */
@Tag("slow")
final class WhenTest {
  private static final String PLAIN =
      """
      dag:
        steps:
          clean: {command_type: shell, command: echo clean >> ran.txt, when: dirty}
          leave: {command_type: shell, command: echo leave >> ran.txt, when: not dirty}
          end: {command_type: shell, command: echo end >> ran.txt}
      """;

  private static final String BY_VALUE =
      """
      dag:
        steps:
          each:
            type: map
            iterate_on: [1, 2, 3]
            iterate_as: n
            reducer: {kept: count}
            branch:
              steps:
                keep:
                  command_type: shell
                  command: "echo $n >> ran.txt; export kept=1"
                  returns: [kept]
                  when: {parameter: n, is: [1.0, 3]}
          never:
            type: parallel
            when: {parameter: kept, is_not: 2}
            branches: {a: {steps: {b: {command_type: shell, command: echo never >> ran.txt}}}}
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

  private static StepStatus status(RunState state, String step) {
    return state.step(new StepPath(step)).orElseThrow().status();
  }

  @Test
  void aStepWhoseConditionDoesNotHoldIsSkippedAndTheWalkGoesOn() {
    RunState state = engine.run(PLAIN, "dirty=false");

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactly("leave", "end");
    assertThat(status(state, "clean")).isEqualTo(StepStatus.SKIPPED);
    assertThat(status(state, "leave")).isEqualTo(StepStatus.SUCCESS);
  }

  @Test
  void theOtherValueTurnsBothAround() {
    engine.run(PLAIN, "dirty=true");

    assertThat(engine.lines("ran.txt")).containsExactly("clean", "end");
  }

  @Test
  void aValueThatIsNeitherTrueNorFalseFailsTheStep() {
    RunState state = engine.run(PLAIN, "dirty=5");

    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(state.failure().orElseThrow().message())
        .contains("\"dirty\" must be true or false, but is 5");
  }

  @Test
  void stepsInsideBranchesAndStepsWithStepsInsideAreSkippedByAValue() {
    RunState state = engine.run(BY_VALUE);

    assertThat(state.status()).as(String.valueOf(state.failure())).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactlyInAnyOrder("1", "3");
    assertThat(engine.value("kept")).isEqualTo(Json.of(2));
    assertThat(status(state, "each.1.keep")).isEqualTo(StepStatus.SKIPPED);
    assertThat(status(state, "never")).isEqualTo(StepStatus.SKIPPED);
  }

  @Test
  void aConditionOnWhatNobodySetsIsFoundBeforeAnythingRuns() {
    assertThatThrownBy(() -> engine.run(PLAIN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"dirty\"");
    assertThat(engine.lines("ran.txt")).isEmpty();
  }

  @Test
  void whatASkippedStepWouldHaveReturnedIsWarnedOf() {
    engine.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            a: {command_type: java, command: "F.java::f", returns: [x], when: dirty}
            b: {command_type: java, command: "F.java::g"}
        """);
    engine.write("F.java", "class F { static int f() { return 1; } static void g(int x) {} }");

    assertThat(engine.check("dirty=true").warnings())
        .singleElement()
        .asString()
        .contains("\"x\"")
        .contains("not set on every path");
  }

  @Test
  void aConditionThatChangedKeepsAnOldRunFromGoingOn() {
    engine.run(PLAIN, "dirty=5");
    engine.write("pipeline.yaml", PLAIN.replace("when: dirty", "when: not dirty"));

    assertThatThrownBy(() -> engine.retry())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("when of step \"clean\" was \"dirty\" and is \"not dirty\"");
  }
}
