package io.eagleray.engine;

import static io.eagleray.engine.CompositeSteps.map;
import static io.eagleray.engine.CompositeSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepStatus;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many attempts a step has left when a run goes on that was cut off. */
@Tag("slow")
final class AttemptsAfterCutOffTest {
  private static final String FAILS =
      "{command_type: shell, command: 'echo x >> ran.txt; false', max_attempts: %d}";

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

  private static String task(int attempts) {
    return "dag:\n  steps:\n    s: " + FAILS.formatted(attempts) + "\n";
  }

  private static Predicate<RunEvent> isStart(String path, int attempt) {
    return event ->
        event instanceof RunEvent.StepStarted start
            && start.path().text().equals(path)
            && start.attempt() == attempt;
  }

  @Test
  void whatFailedBeforeTheAttemptThatWasCutOffCounts() {
    engine.run(task(2));
    engine.cutLogAfter(isStart("s", 2));

    RunState resumed = engine.resume();

    assertThat(resumed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(step(resumed, "s").attempt()).isEqualTo(3);
  }

  @Test
  void whatFailedBeforeARetryDoesNotCountForAStepWithStepsInside() {
    engine.run(map("[1]", "i", FAILS.formatted(1), "retry: {max_attempts: 2}"));
    engine.retry();
    engine.cutLogAfter(isStart("each", 3));

    assertThat(step(engine.resume(), "each").attempt()).isEqualTo(4);
  }

  @Test
  void whatFailedBeforeARetryDoesNotCountBetweenTwoAttempts() {
    engine.run(task(3));
    engine.retry();
    engine.cutLogAfter(event -> event instanceof RunEvent.StepEnded end && end.attempt() == 4);

    assertThat(step(engine.resume(), "s").attempt()).isEqualTo(6);
  }

  @Test
  void aStepThatWaitsForItsNextAttemptIsCancelledWithTheRunAndKeepsItsFailures() {
    RunState cancelled =
        engine.runUntil(
            event -> event instanceof RunEvent.StepEnded end && end.willRetry(),
            "dag:\n  steps:\n    s: {command_type: shell, command: 'false',"
                + " retry: {max_attempts: 2, delay: 1h}}\n");
    assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(step(cancelled, "s").status()).isEqualTo(StepStatus.CANCELLED);

    RunState resumed = engine.resume();
    assertThat(resumed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(step(resumed, "s").failures()).isEqualTo(2);
  }
}
