package io.eagleray.engine.ray.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyProcessTest {
  private static final String TPE =
      "\"search_algorithm\": {\"name\": \"tpe\", \"arguments\": {}}, \"num_samples\": 30";

  /** Two reports, the second with a checkpoint. */
  private static Json hill(RemoteTrial trial) throws InterruptedException {
    double x = trial.config("x");
    double height = -(x - 0.3) * (x - 0.3);
    while (trial.step() < 2) {
      if (trial.step() == 0) {
        trial.report(height / 2);
      } else {
        trial.report(height, "saved");
      }
    }
    return Json.of("model " + trial.number());
  }

  private static List<String> gist(List<TrialState> trials) {
    return trials.stream()
        .map(trial ->
            trial.number()
                + " "
                + trial.status()
                + " "
                + trial.config()
                + " "
                + trial.metrics()
                + " "
                + trial.value())
        .toList();
  }

  private static PipedStudy run(String settled, PipedStudy.Function function) {
    return PipedStudy.start(Specs.of(settled), function);
  }

  @Test
  void aSearchGoesToItsEnd() {
    try (PipedStudy study = run("{}", StudyProcessTest::hill)) {
      assertThat(study.end())
          .isEqualTo(Specs.object("{\"outcome\":\"done\",\"trials\":20,\"ended\":\"all trials\"}"));
      assertThat(study.ending()).isEqualTo(StudyProcess.Ending.TOLD);
      assertThat(study.trials())
          .hasSize(20)
          .allMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.reports() == 2)
          .allMatch(trial -> trial.value().equals(Json.of("model " + trial.number())))
          .allMatch(trial -> trial.checkpoint().equals(Optional.of(Json.of("saved"))));
    }
  }

  @Test
  void aTrialIsGivenItsConfigurationAndTheParametersInScope() {
    try (PipedStudy study = run("{\"num_samples\": 1}", StudyProcessTest::hill)) {
      study.end();
      JsonObject start = study.starts().getFirst();
      assertThat(start.object("arguments").fields())
          .containsKeys("x", "data")
          .doesNotContainKey("checkpoint");
      assertThat(start.object("arguments").get("x"))
          .isEqualTo(start.object("trial").object("config").get("x"));
    }
  }

  @Test
  void aFunctionIsGivenOnlyWhatItTakes() {
    JsonObject spec = Specs.of("{\"num_samples\": 1}");
    JsonObject task = spec.object("task").with("takes", Json.parse("[\"x\", \"checkpoint\"]"));
    try (PipedStudy study = PipedStudy.start(spec.with("task", task), StudyProcessTest::hill)) {
      study.end();
      assertThat(study.starts().getFirst().object("arguments").fields()).containsOnlyKeys("x");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 37, 90, 91, 92, 93, 94, 148})
  void goingOnFromAHistoryGivesTheTrialsOfAnUndisturbedStudy(int events) {
    List<TrialState> undisturbed;
    List<Event> history;
    try (PipedStudy study = run("{" + TPE + "}", StudyProcessTest::hill)) {
      study.end();
      undisturbed = study.trials();
      history = study.events().subList(0, events);
    }
    JsonObject spec = Specs.after(Specs.of("{" + TPE + "}"), history);
    try (PipedStudy study = PipedStudy.start(spec, StudyProcessTest::hill)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(gist(study.trials(history))).isEqualTo(gist(undisturbed));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40, 41, 42, 79})
  void goingOnWithSeveralObjectivesIsNoDifferent(int events) {
    String two =
        "{\"metric\": [\"height\", \"cost\"], \"mode\": [\"max\", \"min\"],"
            + " \"search_algorithm\": {\"name\": \"auto\", \"arguments\": {}}}";
    PipedStudy.Function function =
        trial -> {
          double x = trial.config("x");
          trial.report(Map.of("height", Json.of(x), "cost", Json.of(x * x)), Optional.empty());
          return JsonObject.EMPTY;
        };
    List<TrialState> undisturbed;
    List<Event> history;
    try (PipedStudy study = run(two, function)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      undisturbed = study.trials();
      history = study.events().subList(0, events);
    }
    try (PipedStudy study = PipedStudy.start(Specs.after(Specs.of(two), history), function)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(study.trials(history).stream().map(TrialState::config).toList())
          .isEqualTo(undisturbed.stream().map(TrialState::config).toList());
      long over = history.stream().filter(e -> e.body() instanceof RunEvent.TrialEnded).count();
      assertThat(study.starts()).as("what is finished stays").hasSize(20 - (int) over);
    }
  }

  @Test
  void aTrialInFlightGoesOnFromItsCheckpoint() {
    List<Event> history = new ArrayList<>();
    try (PipedStudy study = run("{\"num_samples\": 1}", StudyProcessTest::hill)) {
      study.end();
      history.addAll(study.events().subList(0, study.events().size() - 1));
    }
    JsonObject spec = Specs.after(Specs.of("{\"num_samples\": 1}"), history);
    try (PipedStudy study = PipedStudy.start(spec, StudyProcessTest::hill)) {
      study.end();
      JsonObject trial = study.starts().getFirst().object("trial");
      assertThat(trial.integer("attempt")).hasValue(2);
      assertThat(trial.integer("step")).hasValue(2);
      assertThat(trial.text("checkpoint")).hasValue("saved");
      assertThat(study.trials(history).getFirst().status()).isEqualTo(TrialStatus.COMPLETED);
    }
  }

  @Test
  void aLostTrialStartsAgainAloneFromItsCheckpointAndUsesNoAttemptOfItsRetries() {
    PipedStudy.Function function =
        trial -> {
          Json value = hill(trial);
          if (trial.number() == 2 && trial.attempt() < 3) {
            throw new RemoteTrial.LostException();
          }
          return value;
        };
    try (PipedStudy study = run("{\"num_samples\": 4}", function)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(study.trials()).hasSize(4).noneMatch(trial -> trial.failure().isPresent());
      List<JsonObject> again =
          study.starts().stream().filter(start -> start.isTrue("alone")).toList();
      assertThat(again)
          .hasSize(2)
          .allMatch(start -> start.object("trial").integer("step").orElse(0) == 2);
    }
  }

  @Test
  void aTrialThatIsLostAgainAndAgainFails() {
    PipedStudy.Function function =
        trial -> {
          if (trial.number() == 1) {
            throw new RemoteTrial.LostException();
          }
          return hill(trial);
        };
    try (PipedStudy study = run("{\"num_samples\": 3}", function)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(study.trials().get(1).failure().orElseThrow().message())
          .isEqualTo("its node is gone");
    }
  }

  private static Json picky(RemoteTrial trial) throws InterruptedException {
    if (trial.config("x") > 0.5) {
      throw new IllegalStateException("too large");
    }
    return hill(trial);
  }

  private static Event event(int number, RunEvent body) {
    return new Event("driver", number, 1, Instant.EPOCH, body);
  }

  /** What a trial reported before it failed, and is to make again, is not held against others. */
  @Test
  void aDecisionIsReplayedAsItWasMadeBetweenAFailureAndTheNextAttempt() {
    StepPath tune = new StepPath("tune");
    List<RunEvent> bodies = new ArrayList<>();
    for (int trial = 0; trial < 2; trial++) {
      JsonObject config = Specs.object("{\"x\": 0.%d}".formatted(trial + 1));
      bodies.add(new RunEvent.TrialAsked(tune, trial, config));
      bodies.add(new RunEvent.TrialStarted(tune, trial, 1, 0));
    }
    bodies.add(reported(tune, 0, "{\"height\": 9}"));
    bodies.add(
        new RunEvent.TrialEnded(
            tune,
            0,
            1,
            TrialStatus.FAILED,
            Json.NULL,
            Optional.of(Failure.of("broken", "once")),
            true));
    bodies.add(reported(tune, 1, "{\"height\": 1}"));
    bodies.add(new RunEvent.TrialStarted(tune, 0, 2, 0));
    List<Event> history = new ArrayList<>();
    bodies.forEach(body -> history.add(event(history.size(), body)));
    String asha =
        """
        {"num_samples": 2, "slots": 2, "trial_retry": 1, "scheduler": {"name": "ASHAScheduler",
          "arguments": {"max_t": 9, "grace_period": 1, "reduction_factor": 3}}}
        """;
    try (PipedStudy study =
        PipedStudy.start(Specs.after(Specs.of(asha), history), StudyProcessTest::hill)) {
      study.end();
      assertThat(study.trials(history).get(1).status()).isEqualTo(TrialStatus.COMPLETED);
    }
  }

  private static RunEvent reported(StepPath tune, int trial, String metrics) {
    Optional<Json> checkpoint = trial == 0 ? Optional.empty() : Optional.of(Json.of("saved"));
    return new RunEvent.TrialReported(tune, trial, 1, 1, Specs.object(metrics), checkpoint);
  }

  @Test
  void aTrialThatFailsIsTriedAgainAsOftenAsTrialRetrySays() {
    try (PipedStudy study = run("{\"trial_retry\": 2}", StudyProcessTest::picky)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(study.trials())
          .hasSize(20)
          .anyMatch(trial -> trial.status() == TrialStatus.FAILED)
          .allMatch(trial -> trial.attempt() == (trial.status() == TrialStatus.FAILED ? 3 : 1));
    }
  }

  @Test
  void failFastEndsTheSearchWithTheFirstFailure() {
    try (PipedStudy study = run("{\"fail_fast\": true}", StudyProcessTest::picky)) {
      assertThat(study.end().object("failure").text("message").orElse(""))
          .isEqualTo("1 trial failed, the first with: too large");
      assertThat(study.ending()).isEqualTo(StudyProcess.Ending.TOLD);
    }
  }

  @Test
  void aSearchFailsWhenMoreTrialsFailedThanItMayHave() {
    try (PipedStudy study = run("{\"max_failed_trials\": 2}", StudyProcessTest::picky)) {
      assertThat(study.end().text("outcome")).hasValue("failed");
      assertThat(study.trials()).filteredOn(trial -> trial.failure().isPresent()).hasSize(3);
    }
  }

  @Test
  void whenTheTimeIsUpTheTrialsThatRunAreCancelledAndCountAsStopped() {
    PipedStudy.Function function =
        trial -> {
          if (trial.number() == 3) {
            trial.report(1);
            new CountDownLatch(1).await();
          }
          return hill(trial);
        };
    String settled = "{\"num_samples\": null, \"time_budget\": 0.5}";
    try (PipedStudy study = run(settled, function)) {
      assertThat(study.end().text("ended")).hasValue("time budget");
      assertThat(study.trials()).hasSize(4);
      assertThat(study.trials().getLast().status()).isEqualTo(TrialStatus.STOPPED);
    }
  }

  @Test
  void aStudyThatBreaksCancelsTheTrialsThatRun() throws InterruptedException {
    AtomicBoolean isBroken = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (isBroken.get()) {
            throw new IllegalStateException("the clock is broken");
          }
          return Instant.now();
        };
    CountDownLatch cancelled = new CountDownLatch(1);
    PipedStudy.Function function =
        trial -> {
          if (trial.number() == 1) {
            isBroken.set(true);
            return hill(trial);
          }
          try {
            new CountDownLatch(1).await();
            return Json.NULL;
          } catch (InterruptedException e) {
            cancelled.countDown();
            throw e;
          }
        };
    try (PipedStudy study =
        PipedStudy.start(Specs.of("{\"slots\": 2}"), function, clock.withZone(ZoneOffset.UTC))) {
      assertThat(study.end().object("failure").text("message")).hasValue("the clock is broken");
      assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStopConditionCompletesTheTrial() {
    String settled = "{\"stop\": {\"training_iteration\": 1}}";
    try (PipedStudy study = run(settled, StudyProcessTest::hill)) {
      study.end();
      assertThat(study.trials())
          .hasSize(20)
          .allMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.lastStep() == 1)
          .allMatch(trial -> trial.value() == Json.NULL);
    }
  }

  @Test
  void aReportWithoutTheMetricFailsTheTrial() {
    PipedStudy.Function function =
        trial -> {
          if (trial.number() == 0) {
            trial.report(Map.of("depth", Json.of(1L)), Optional.empty());
          }
          return hill(trial);
        };
    try (PipedStudy study = run("{\"num_samples\": 2}", function)) {
      study.end();
      assertThat(study.trials().getFirst().failure().orElseThrow().message())
          .contains("never reported \"height\"");
      assertThat(study.trials().getLast().status()).isEqualTo(TrialStatus.COMPLETED);
    }
  }

  @Test
  void neverMoreTrialsRunAtOnceThanThereAreSlotsOrThanMayBe() {
    List<Integer> running = Collections.synchronizedList(new ArrayList<>());
    List<Integer> most = Collections.synchronizedList(new ArrayList<>());
    PipedStudy.Function function =
        trial -> {
          running.add(trial.number());
          most.add(running.size());
          Json value = hill(trial);
          running.remove((Integer) trial.number());
          return value;
        };
    String settled = "{\"slots\": 5, \"max_concurrent\": 3, \"num_samples\": 50}";
    try (PipedStudy study = run(settled, function)) {
      study.end();
      assertThat(most).allMatch(count -> count <= 3).contains(3);
    }
  }

  private static BiConsumer<PipedStudy, Event> whenTrialStarts(
      int number, java.util.function.Consumer<PipedStudy> action) {
    return (study, event) -> {
      if (event.body() instanceof RunEvent.TrialStarted started && started.trial() == number) {
        action.accept(study);
      }
    };
  }

  private static Json untilInterrupted(RemoteTrial trial) throws InterruptedException {
    if (trial.number() == 3) {
      new CountDownLatch(1).await();
    }
    return hill(trial);
  }

  @Test
  void cancellingCancelsTheTrialsThatRunAndKeepsThemInFlight() {
    try (PipedStudy study =
        PipedStudy.start(
            Specs.of("{}"),
            StudyProcessTest::untilInterrupted,
            whenTrialStarts(3, all -> all.sendLine("{\"op\":\"cancel\"}")))) {
      assertThat(study.end().text("outcome")).hasValue("cancelled");
      assertThat(study.trials()).hasSize(4);
      assertThat(study.trials().getLast().status()).isEqualTo(TrialStatus.RUNNING);
    }
  }

  @Test
  void aDriverThatDiesTakesTheStudyWithIt() {
    try (PipedStudy study =
        PipedStudy.start(
            Specs.of("{}"),
            StudyProcessTest::untilInterrupted,
            whenTrialStarts(3, PipedStudy::hangUp))) {
      assertThat(study.ending()).isEqualTo(StudyProcess.Ending.ALONE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[1]",
        "{\"op\":\"dance\"}",
        "{\"op\":\"ended\",\"id\":77,\"outcome\":\"returned\"}",
        "{\"op\":\"ended\",\"id\":4,\"outcome\":\"vanished\"}",
        "{\"op\":\"report\",\"id\":4,\"step\":0,\"metrics\":{}}"
      })
  void aLineThatMakesNoSenseEndsTheStudyAndIsTold(String line) {
    try (PipedStudy study =
        PipedStudy.start(
            Specs.of("{}"),
            StudyProcessTest::untilInterrupted,
            whenTrialStarts(4, all -> {})
                .andThen(whenTrialStarts(3, all -> sendLater(all, line))))) {
      JsonObject failure = study.end().object("failure");
      assertThat(failure.text("type")).hasValue("protocol");
      assertThat(failure.text("message").orElse("")).isNotEmpty();
      assertThat(study.ending()).isEqualTo(StudyProcess.Ending.FAULT);
    }
  }

  /** Behind the start of the trial, so that its number is known. */
  private static void sendLater(PipedStudy study, String line) {
    Thread.ofVirtual()
        .start(() -> {
          while (study.starts().size() < 4) {
            Thread.onSpinWait();
          }
          study.sendLine(line);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"seed\": null}", "{\"metric\": 3, \"mode\": \"most\"}"})
  void aSpecThatLacksSomethingIsToldBeforeAnythingStarts(String settled) {
    try (PipedStudy study = run(settled, StudyProcessTest::hill)) {
      assertThat(study.end().object("failure").text("type")).hasValue("protocol");
      assertThat(study.starts()).isEmpty();
    }
  }

  @Test
  void aSamplerThatOnlyAClusterKnowsIsAFailureThatNamesIt() {
    String settled =
        "{\"search_algorithm\": {\"name\": \"HyperOptSearch\", \"arguments\": {\"nonsense\": 1}}}";
    try (PipedStudy study = run(settled, StudyProcessTest::hill)) {
      assertThat(study.end().text("outcome")).hasValue("failed");
      assertThat(study.ending()).isEqualTo(StudyProcess.Ending.TOLD);
    }
  }

  @Test
  @Tag("slow")
  void fiveThousandTrialsThatDoNothingGoThroughQuickly() {
    long start = System.nanoTime();
    PipedStudy.Function nothing = trial -> Specs.object("{\"height\": " + trial.config("x") + "}");
    try (PipedStudy study = run("{\"num_samples\": 5000, \"slots\": 4}", nothing)) {
      assertThat(study.end().integer("trials")).hasValue(5000);
      assertThat(study.trials()).hasSize(5000);
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("5000 trials through the pipes: " + taken.toMillis() + " ms");
    assertThat(taken).isLessThan(Duration.ofSeconds(20));
  }
}
