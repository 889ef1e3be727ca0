package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phases of a Ray node, each by an engine of its own, over one log. */
@Tag("slow")
class PhasesTest {
  private static final String[] SETTINGS = {
    "num_samples: 6", "max_concurrent_trials: 1", "seed: 3"
  };
  private static final String YAML = Studies.of("train", SETTINGS);

  @TempDir Path folder;

  @BeforeEach
  void write() {
    with(engine -> engine.write("Steady.java", Studies.STEADY));
  }

  /** What an engine does that is closed behind it. */
  private <T> T with(Function<TestEngine, T> work) {
    try (TestEngine engine = new TestEngine(folder)) {
      return work.apply(engine);
    }
  }

  private RunState phase(String name) {
    return with(engine -> engine.phase("tune", name));
  }

  private List<Event> events() {
    return with(TestEngine::events);
  }

  private List<String> effects() {
    return with(engine -> engine.lines("effects.txt"));
  }

  private static StepState tune(RunState state) {
    return state.step(Studies.TUNE).orElseThrow();
  }

  private static List<String> gist(List<TrialState> trials) {
    return trials.stream()
        .map(trial ->
            trial.number() + " " + trial.status() + " " + trial.config() + " " + trial.metrics())
        .toList();
  }

  private List<TrialState> undisturbed(Path elsewhere) {
    try (TestEngine engine = new TestEngine(elsewhere)) {
      engine.write("Steady.java", Studies.STEADY);
      return engine.run(YAML).trials(Studies.TUNE);
    }
  }

  @Test
  void phasesInProcessesOfTheirOwnComeToWhatARunInOneComesTo(@TempDir Path elsewhere) {
    RunState stopped = with(engine -> engine.runTo("tune", YAML));
    assertThat(stopped.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(stopped.step(Studies.TUNE)).isEmpty();

    assertThat(tune(phase("fan-out")).phases()).containsOnlyKeys("fan-out");
    RunState executed = phase("execution");
    assertThat(tune(executed).phases()).containsOnlyKeys("fan-out", "execution");
    assertThat(gist(executed.trials(Studies.TUNE))).isEqualTo(gist(undisturbed(elsewhere)));
    RunState collected = phase("fan-in");
    assertThat(tune(collected).status()).isEqualTo(StepStatus.SUCCESS);
    assertThat(collected.status()).isEqualTo(RunStatus.RUNNING);

    RunState resumed = with(TestEngine::resume);
    assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(resumed.parameters()).containsKey("tuned");
    assertThat(effects()).containsOnlyOnce("after");
    assertThat(tune(resumed).attempt()).isEqualTo(1);
  }

  @Test
  void aPhaseThatIsInTheLogIsNotRunAgain() {
    with(engine -> engine.runTo("tune", YAML));
    for (String name : List.of("fan-out", "execution", "fan-in")) {
      phase(name);
      List<Event> before = events();
      phase(name);
      assertThat(events()).as(name).isEqualTo(before);
    }
    List<Event> before = events();
    phase("fan-out");
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void anExecutionThatDiesGoesOnElsewhereAndRepeatsNoFinishedTrial(@TempDir Path elsewhere) {
    with(engine -> engine.runTo("tune", YAML));
    phase("fan-out");
    phase("execution");
    with(engine -> {
      engine.cutLogAfter(
          event -> event instanceof RunEvent.TrialReported at && at.trial() == 3 && at.step() == 3);
      return engine;
    });

    RunState again = phase("execution");

    assertThat(gist(again.trials(Studies.TUNE))).isEqualTo(gist(undisturbed(elsewhere)));
    assertThat(again.trials(Studies.TUNE).stream().map(TrialState::attempt))
        .containsExactly(1, 1, 1, 2, 1, 1);
    phase("fan-in");
    assertThat(with(TestEngine::resume).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void afterAnyPhaseResumeFinishesThePipeline() {
    with(engine -> engine.runTo("tune", YAML));
    phase("fan-out");
    assertThat(with(TestEngine::resume).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void aFanInThatDiesBeforeTheStepsEndIsRunAgain() {
    with(engine -> engine.runTo("tune", YAML));
    phase("fan-out");
    phase("execution");
    phase("fan-in");
    with(engine -> {
      engine.cutLogAfter(
          event -> event instanceof RunEvent.PhaseEnded end && end.phase().equals("fan-in"));
      return engine;
    });
    assertThat(tune(phase("fan-in")).status()).isEqualTo(StepStatus.SUCCESS);
  }

  @Test
  void cancellingAnExecutionCancelsTheRunAndResumeGoesOnWithItsTrials() {
    with(engine -> engine.runTo("tune", YAML));
    phase("fan-out");
    RunState cancelled =
        with(engine ->
            engine.phaseUntil(
                event -> event instanceof RunEvent.TrialEnded end && end.trial() == 2,
                "tune",
                "execution"));
    assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);

    RunState resumed = with(TestEngine::resume);
    assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(resumed.trials(Studies.TUNE).subList(0, 3))
        .allMatch(trial -> trial.attempt() == 1 && trial.status() == TrialStatus.COMPLETED);
  }

  @Test
  void anExecutionThatFailsFailsTheStepAndResumeEndsTheRun() {
    String failing = Studies.of("picky", "num_samples: 8", "seed: 3", "fail_fast: true");
    with(engine -> engine.runTo("tune", failing));
    phase("fan-out");
    RunState failed = phase("execution");
    assertThat(tune(failed).status()).isEqualTo(StepStatus.FAILED);
    assertThat(failed.status()).isEqualTo(RunStatus.RUNNING);
    List<Event> before = events();
    assertThat(tune(phase("fan-in")).status()).isEqualTo(StepStatus.FAILED);
    assertThat(events()).isEqualTo(before);
    assertThat(with(TestEngine::resume).status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void anExecutionThatFailsAndMayBeTriedAgainBeginsWithFanOut() {
    String failing =
        Studies.of("picky", "num_samples: 8", "seed: 3", "fail_fast: true")
            .replace("type: ray", "type: ray\n      retry: {max_attempts: 2}");
    with(engine -> engine.runTo("tune", failing));
    phase("fan-out");
    phase("execution");
    assertThatThrownBy(() -> phase("execution"))
        .hasMessageContaining("fan-out of step \"tune\" has not ended");
    phase("fan-out");
    RunState again = phase("execution");
    assertThat(tune(again).attempt()).isEqualTo(2);
    assertThat(tune(again).status()).isEqualTo(StepStatus.FAILED);
  }

  @Test
  void anExecutionAfterARetryHasAllItsAttempts() {
    String failing =
        Studies.of("picky", "num_samples: 8", "seed: 3", "fail_fast: true")
            .replace("type: ray", "type: ray\n      retry: {max_attempts: 2}");
    with(engine -> engine.run(failing));
    with(engine ->
        engine
            .engine()
            .beginRetry(
                "r1", List.of(), Optional.empty(), RunListener.NONE, new CancellationSource()));
    phase("fan-out");
    RunState third = phase("execution");
    phase("fan-out");
    RunState fourth = phase("execution");

    assertThat(tune(third).status()).isEqualTo(StepStatus.RUNNING);
    assertThat(tune(fourth).attempt()).isEqualTo(4);
    assertThat(tune(fourth).status()).isEqualTo(StepStatus.FAILED);
  }

  @Test
  void aWholeStepRunsByItself() {
    with(engine -> engine.runTo("tune", YAML));
    RunState tuned =
        with(engine ->
            engine.engine().step("r1", "tune", RunListener.NONE, new CancellationSource()));
    assertThat(tune(tuned).status()).isEqualTo(StepStatus.SUCCESS);
    assertThat(effects()).doesNotContain("after");
  }

  private void isRefused(String step, String phase, String why) {
    List<Event> before = events();
    assertThatThrownBy(() -> with(engine -> engine.phase(step, phase)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void whatIsNotNextIsRefusedAndNothingIsWritten() {
    with(engine -> engine.runTo("tune", YAML));
    isRefused(
        "tune", "execution", "fan-out of step \"tune\" has not ended; first: eagleray fan-out");
    isRefused("tune", "fan-in", "fan-out of step \"tune\" has not ended");
    isRefused("tnue", "fan-out", "no step \"tnue\" in the pipeline; did you mean \"tune\"?");
    isRefused("after", "fan-out", "step \"after\" of type task has no fan-out");
    phase("fan-out");
    isRefused("tune", "fan-in", "execution of step \"tune\" has not ended");
    assertThatThrownBy(() ->
            with(engine ->
                engine.engine().step("r1", "after", RunListener.NONE, new CancellationSource())))
        .hasMessageContaining("step \"after\" is not the next one of run r1: \"tune\" is");
  }

  @Test
  void aRunCannotStopBeforeAStepThatThereIsNot() {
    assertThatThrownBy(() -> with(engine -> engine.runTo("turn", YAML)))
        .hasMessageContaining("no step \"turn\" in the pipeline");
    with(engine -> {
      assertThat(engine.engine().store().runs()).isEmpty();
      return engine;
    });
  }
}
