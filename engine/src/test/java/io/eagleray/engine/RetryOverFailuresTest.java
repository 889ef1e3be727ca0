package io.eagleray.engine;

import static io.eagleray.engine.CompositeSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a retry starts again, where failures were made good or nothing inside a step failed. */
@Tag("slow")
final class RetryOverFailuresTest {
  /** Fails with 0, which is made good, and with 1 until it is mended. */
  private static final String BRANCH =
      "branch: {steps: {"
          + "may: {command_type: shell, command: \"echo may $i >> ran.txt; test $i -ne 0\", on_failure: fall}, "
          + "ok: {command_type: shell, command: \"echo ok $i >> ran.txt; test $i -ne 1 -o -e mended\"}, "
          + "fall: {command_type: shell, command: \"echo fall $i >> ran.txt\", next: ok}}}";

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

  private static String pipeline(String step) {
    return "dag:\n  steps:\n    s: " + step;
  }

  private RunState retryMended() {
    engine.write("mended", "");
    return engine.retry();
  }

  @Test
  void anIterationThatMadeAFailureGoodIsNotDoneAgain() {
    engine.run(pipeline("{type: loop, max_iterations: 3, index_as: i, " + BRANCH + "}"));

    assertThat(retryMended().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt"))
        .containsExactly("may 0", "fall 0", "ok 0", "may 1", "ok 1", "ok 1", "may 2", "ok 2");
  }

  @Test
  void theOwnRetryOfAStepLeavesABranchThatMadeAFailureGood() {
    engine.run(
        pipeline(
            "{type: map, iterate_on: [0, 1], iterate_as: i, max_parallel: 1, retry: {max_attempts: 2}, "
                + BRANCH
                + "}"));

    assertThat(engine.lines("ran.txt"))
        .containsExactly("may 0", "fall 0", "ok 0", "may 1", "ok 1", "ok 1");
  }

  private static String steps(String last) {
    return """
    dag:
      steps:
        first: {command_type: shell, command: "echo first >> ran.txt; false", on_failure: mend}
        mend: {command_type: shell, command: "echo mend >> ran.txt", next: last}
        last: {command_type: shell, command: "echo last >> ran.txt; %s"}
    """
        .formatted(last);
  }

  @Test
  void aStepOfTheGraphWhoseFailureWasMadeGoodIsNotStartedAgain() {
    engine.run(steps("test -e mended"));

    assertThat(retryMended().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactly("first", "mend", "last", "last");
  }

  @Test
  void aRetryOfARunThatSucceededOverAFailureDoesNothing() {
    engine.run(steps("true"));
    long before = engine.events().size();

    assertThat(retryMended().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.events()).hasSize(Math.toIntExact(before));
  }

  @Test
  void aStepWhoseFailureLedToTheEndOfTheRunIsStartedAgain() {
    engine.run(
        """
        dag:
          steps:
            first: {command_type: shell, command: "echo first >> ran.txt; test -e mended", on_failure: tell}
            tell: {command_type: shell, command: "echo tell >> ran.txt"}
        """);

    assertThat(retryMended().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactly("first", "tell", "first");
  }

  @Test
  void aLoopThatTimedOutGoesOnInTheIterationThatWasUnderWay() {
    RunState failed =
        engine.run(
            pipeline(
                "{type: loop, max_iterations: 3, index_as: i, timeout: 6s, branch: {steps: {do: "
                    + "{command_type: shell, command: \"echo $i >> ran.txt; test $i -ne 1 -o -e mended || sleep 60\"}}}}"));
    RunState retried = retryMended();

    assertThat(step(failed, "s.1.do").status()).isEqualTo(StepStatus.CANCELLED);
    assertThat(retried.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactly("0", "1", "1", "2");
  }

  @Test
  void aSubPipelineThatTimedOutGoesOnInTheStepThatWasUnderWay() {
    engine.write(
        "sub.yaml",
        """
        dag:
          steps:
            first: {command_type: shell, command: "echo first >> ran.txt"}
            second: {command_type: shell, command: "echo second >> ran.txt; test -e mended || sleep 60"}
        """);
    engine.run(pipeline("{type: pipeline, pipeline: sub.yaml, timeout: 6s}"));

    assertThat(retryMended().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactly("first", "second", "second");
  }

  @Test
  void ofALoopWhoseEndCouldNotBeToldTheLastIterationIsDoneAgain() {
    engine.run(
        pipeline(
            "{type: loop, max_iterations: 3, index_as: i, break_on: end, branch: {steps: {do: "
                + "{command_type: shell, returns: [end], command: \"echo $i >> ran.txt; export end=false; test $i -ne 1 -o -e mended || export end=maybe\"}}}}"));

    assertThat(retryMended().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactly("0", "1", "1", "2");
  }
}
