package io.eagleray.engine.ray.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedulers that pause trials, or let them go on from the checkpoints of others. */
class PausedTrialsTest {
  private static final String HYPERBAND =
      "{\"name\": \"HyperBandScheduler\", \"arguments\": {\"max_t\": 9, \"reduction_factor\": 3}}";
  private static final String BOHB =
      "{\"name\": \"HyperBandForBOHB\", \"arguments\": {\"max_t\": 9, \"reduction_factor\": 3}}";
  private static final String PROMOTION =
      "{\"name\": \"asha_promotion\", \"arguments\": {\"max_t\": 9, \"reduction_factor\": 3}}";
  private static final String PBT =
      "{\"name\": \"PopulationBasedTraining\", \"arguments\":"
          + " {\"perturbation_interval\": 2, \"synch\": %s}}";
  private static final String PBT_IN_TURNS =
      "{\"name\": \"PopulationBasedTraining\", \"arguments\":"
          + " {\"perturbation_interval\": 2, \"synch\": true}}";
  private static final String PB2 =
      "{\"name\": \"PB2\", \"arguments\": {\"perturbation_interval\": 2, \"synch\": true}}";

  private static final int STEPS = 9;

  /** Nine reports, each with a checkpoint; the last is worth most. */
  private static Json saving(RemoteTrial trial) throws InterruptedException {
    while (trial.step() < STEPS) {
      trial.report(height(trial), "trial " + trial.number() + " at " + (trial.step() + 1));
    }
    return Json.of("model " + trial.number());
  }

  /** The same without checkpoints. */
  private static Json forgetful(RemoteTrial trial) throws InterruptedException {
    while (trial.step() < STEPS) {
      trial.report(height(trial));
    }
    return Json.of("model " + trial.number());
  }

  private static double height(RemoteTrial trial) {
    double x = trial.config("x");
    return -(x - 0.3) * (x - 0.3) + 0.01 * (trial.step() + 1);
  }

  private static JsonObject spec(String scheduler, String more) {
    return Specs.of("{\"num_samples\": 13, \"scheduler\": " + scheduler + more + "}");
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
                + trial.lastStep()
                + " "
                + trial.metrics()
                + " "
                + trial.value())
        .toList();
  }

  private static boolean isPause(Event event) {
    return event.body() instanceof RunEvent.TrialEnded ended
        && ended.status() == TrialStatus.PAUSED;
  }

  private static void assertAllEnded(List<TrialState> trials) {
    assertThat(trials).isNotEmpty().allMatch(trial -> trial.status().isEnded());
  }

  @ParameterizedTest
  @ValueSource(strings = {HYPERBAND, BOHB, PROMOTION})
  void aPausedTrialGivesItsPlaceBackAndLaterGoesOnFromItsCheckpoint(String scheduler) {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    PipedStudy.Function counted =
        trial -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          try {
            return saving(trial);
          } finally {
            running.decrementAndGet();
          }
        };
    try (PipedStudy study = PipedStudy.start(spec(scheduler, ""), counted)) {
      assertThat(study.end().text("ended")).hasValue("all trials");
      assertThat(most).hasValue(1);
      assertThat(study.events()).anyMatch(PausedTrialsTest::isPause);
      List<JsonObject> goingOn =
          study.starts().stream()
              .map(start -> start.object("trial"))
              .filter(trial -> trial.integer("attempt").orElse(1) > 1)
              .toList();
      assertThat(goingOn)
          .isNotEmpty()
          .allMatch(trial ->
              trial
                  .text("checkpoint")
                  .equals(
                      Optional.of(
                          "trial "
                              + trial.integer("number").orElse(-1)
                              + " at "
                              + trial.integer("step").orElse(-1))));
      assertAllEnded(study.trials());
      assertThat(study.trials())
          .hasSize(13)
          .anyMatch(trial -> trial.lastStep() == STEPS)
          .anyMatch(trial -> trial.lastStep() < STEPS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HYPERBAND, BOHB, PROMOTION})
  void withoutCheckpointsATrialMakesItsReportsAgainAndTheSearchDecidesTheSame(String scheduler) {
    List<String> saved;
    try (PipedStudy study = PipedStudy.start(spec(scheduler, ""), PausedTrialsTest::saving)) {
      study.end();
      saved = gist(study.trials());
    }
    try (PipedStudy study = PipedStudy.start(spec(scheduler, ""), PausedTrialsTest::forgetful)) {
      study.end();
      assertThat(gist(study.trials())).isEqualTo(saved);
      assertThat(study.starts())
          .allMatch(start -> start.object("trial").integer("step").orElse(-1) == 0);
      assertThat(study.warnings())
          .singleElement()
          .asString()
          .startsWith("trials save no checkpoint")
          .contains("begin again from their first step");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HYPERBAND, BOHB, PROMOTION, PB2})
  void goingOnAfterAKillAtAnyMomentGivesTheTrialsOfAnUndisturbedStudy(String scheduler) {
    JsonObject spec = spec(scheduler, "");
    List<Event> log;
    List<String> undisturbed;
    try (PipedStudy study = PipedStudy.start(spec, PausedTrialsTest::saving)) {
      study.end();
      log = study.events();
      undisturbed = gist(study.trials());
    }
    for (int events = 1; events < log.size(); events += 4) {
      List<Event> history = log.subList(0, events);
      try (PipedStudy study =
          PipedStudy.start(Specs.after(spec, history), PausedTrialsTest::saving)) {
        assertThat(study.end().text("outcome")).as("after %d events", events).hasValue("done");
        assertThat(gist(study.trials(history)))
            .as("after %s", history.subList(Math.max(0, events - 3), events))
            .isEqualTo(undisturbed);
      }
    }
  }

  /** As {@link #saving}, but the third trial breaks when it has gone on from its first step. */
  private static Json breaking(RemoteTrial trial) throws InterruptedException {
    if (trial.number() == 2 && trial.step() == 0) {
      trial.report(height(trial), "trial 2 at 1");
    }
    if (trial.number() == 2) {
      throw new IllegalStateException("broken");
    }
    return saving(trial);
  }

  @ParameterizedTest
  @ValueSource(strings = {HYPERBAND, BOHB, PROMOTION, PB2, PBT_IN_TURNS})
  void goingOnAfterATrialFailedGivesTheTrialsOfAnUndisturbedStudy(String scheduler) {
    JsonObject spec = spec(scheduler, "");
    List<Event> log;
    List<String> undisturbed;
    try (PipedStudy study = PipedStudy.start(spec, PausedTrialsTest::breaking)) {
      study.end();
      log = study.events();
      undisturbed = gist(study.trials());
    }
    assertThat(undisturbed).anyMatch(trial -> trial.contains("FAILED"));
    for (int events = 1; events < log.size(); events += 4) {
      List<Event> history = log.subList(0, events);
      try (PipedStudy study =
          PipedStudy.start(Specs.after(spec, history), PausedTrialsTest::breaking)) {
        assertThat(study.end().text("outcome")).as("after %d events", events).hasValue("done");
        assertThat(gist(study.trials(history)))
            .as("after %s", history.subList(Math.max(0, events - 3), events))
            .isEqualTo(undisturbed);
      }
    }
  }

  @Test
  void aCancelledSearchGoesOnWithItsPausedTrials() {
    JsonObject spec = spec(HYPERBAND, "");
    List<String> undisturbed;
    try (PipedStudy study = PipedStudy.start(spec, PausedTrialsTest::saving)) {
      study.end();
      undisturbed = gist(study.trials());
    }
    List<Event> history;
    try (PipedStudy study =
        PipedStudy.start(
            spec,
            PausedTrialsTest::saving,
            (own, event) -> {
              if (isPause(event)) {
                own.send(JsonObject.builder().put("op", "cancel").build());
              }
            })) {
      assertThat(study.end().text("outcome")).hasValue("cancelled");
      history = study.events();
      assertThat(study.trials()).anyMatch(trial -> trial.status() == TrialStatus.PAUSED);
    }
    try (PipedStudy study =
        PipedStudy.start(Specs.after(spec, history), PausedTrialsTest::saving)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThat(gist(study.trials(history))).isEqualTo(undisturbed);
    }
  }

  @Test
  void forecastsPauseTrialsAndGoOnAfterAKillAsUndisturbed() {
    String forecast =
        "{\"name\": \"forecast\", \"arguments\": {\"max_t\": 9}}, \"search_algorithm\":"
            + " {\"name\": \"auto\", \"arguments\": {}}";
    JsonObject spec = spec(forecast, "");
    List<Event> log;
    List<String> undisturbed;
    try (PipedStudy study = PipedStudy.start(spec, PausedTrialsTest::saving)) {
      assertThat(study.end().text("ended")).hasValue("all trials");
      assertThat(study.events()).anyMatch(PausedTrialsTest::isPause);
      assertAllEnded(study.trials());
      log = study.events();
      undisturbed = gist(study.trials());
    }
    int pause = log.indexOf(log.stream().filter(PausedTrialsTest::isPause).findFirst().get());
    for (int events : List.of(pause, pause + 1, (pause + log.size()) / 2)) {
      List<Event> history = log.subList(0, events);
      try (PipedStudy study =
          PipedStudy.start(Specs.after(spec, history), PausedTrialsTest::saving)) {
        study.end();
        assertThat(gist(study.trials(history)))
            .as("after %d events", events)
            .isEqualTo(undisturbed);
      }
    }
  }

  @Test
  void theEndOfASearchEndsItsPausedTrialsToo() {
    String target =
        ", \"stoppers\": [{\"name\": \"TargetStopper\", \"arguments\": {\"value\": 0.082}}]";
    try (PipedStudy study = PipedStudy.start(spec(BOHB, target), PausedTrialsTest::saving)) {
      assertThat(study.end().text("ended")).hasValue("stopper");
      assertThat(study.events()).anyMatch(PausedTrialsTest::isPause);
      assertAllEnded(study.trials());
    }
  }

  @Test
  void aTrialThatHasReachedItsBoundCompletesInsteadOfBeingPaused() {
    try (PipedStudy study =
        PipedStudy.start(
            spec(HYPERBAND, ", \"stop\": {\"training_iteration\": 1}"), PausedTrialsTest::saving)) {
      study.end();
      assertThat(study.events()).noneMatch(PausedTrialsTest::isPause);
      assertThat(study.trials())
          .hasSize(13)
          .allMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.lastStep() == 1);
    }
  }

  /** The events of those that took over, each with the start of the attempt that it led to. */
  private static List<RunEvent.TrialTookOver> assertThatTakeOversAreFromSources(PipedStudy study) {
    List<RunEvent.TrialTookOver> takeOvers = new ArrayList<>();
    for (Event event : study.events()) {
      if (event.body() instanceof RunEvent.TrialTookOver tookOver) {
        takeOvers.add(tookOver);
        assertThat(tookOver.source()).isNotEqualTo(tookOver.trial());
        assertThat(tookOver.checkpoint())
            .contains(Json.of("trial " + tookOver.source() + " at " + tookOver.step()));
        assertThat(study.starts()).anyMatch(start -> isOf(start.object("trial"), tookOver));
      }
    }
    assertThat(takeOvers).isNotEmpty();
    return takeOvers;
  }

  private static boolean isOf(JsonObject start, RunEvent.TrialTookOver tookOver) {
    return start.integer("number").orElse(-1) == tookOver.trial()
        && start.object("config").equals(tookOver.config())
        && start.integer("step").orElse(-1) == tookOver.step()
        && start.get("checkpoint").equals(tookOver.checkpoint());
  }

  /** Checkpoints are named by who first saved them, so the source's name stays with them. */
  private static PipedStudy.Function inStep(Lockstep steps) {
    return trial -> {
      steps.join(trial.number(), trial.step());
      try {
        while (trial.step() < 40) {
          steps.awaitTurn(trial.number(), trial.step());
          trial.report(
              Map.of("height", Json.of(height(trial))),
              Optional.of(Json.of("trial " + trial.number() + " at " + (trial.step() + 1))));
        }
        return Json.of("model " + trial.number());
      } finally {
        steps.leave(trial.number());
      }
    };
  }

  @Test
  void aTrialOfAPopulationTakesOverTheCheckpointAndAChangedConfiguration() {
    String more = ", \"num_samples\": 6, \"slots\": 6";
    try (PipedStudy study =
        PipedStudy.start(spec(PBT.formatted("false"), more), inStep(new Lockstep(6)))) {
      assertThat(study.end().text("outcome")).hasValue("done");
      List<RunEvent.TrialTookOver> takeOvers = assertThatTakeOversAreFromSources(study);
      assertThat(study.trials())
          .hasSize(6)
          .allMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.lastStep() == 40);
      RunEvent.TrialTookOver last = takeOvers.getLast();
      assertThat(study.trials().get(last.trial()).config()).isEqualTo(last.config());
    }
  }

  @Test
  void aPopulationThatWaitsForAllTakesTurnsInOnePlace() {
    JsonObject spec = spec(PBT.formatted("true"), ", \"num_samples\": 6");
    List<Event> log;
    List<String> undisturbed;
    try (PipedStudy study = PipedStudy.start(spec, PausedTrialsTest::saving)) {
      assertThat(study.end().text("outcome")).hasValue("done");
      assertThatTakeOversAreFromSources(study);
      assertThat(study.trials())
          .hasSize(6)
          .allMatch(trial -> trial.status() == TrialStatus.COMPLETED && trial.lastStep() == STEPS);
      log = study.events();
      undisturbed = gist(study.trials());
    }
    Predicate<Event> isTakeOver = event -> event.body() instanceof RunEvent.TrialTookOver;
    int first = log.indexOf(log.stream().filter(isTakeOver).findFirst().orElseThrow());
    for (int events : List.of(first - 1, first, first + 1, first + 2, first + 3, log.size() - 1)) {
      List<Event> history = log.subList(0, events);
      try (PipedStudy study =
          PipedStudy.start(Specs.after(spec, history), PausedTrialsTest::saving)) {
        study.end();
        assertThat(gist(study.trials(history)))
            .as("after %d events", events)
            .isEqualTo(undisturbed);
      }
    }
  }

  @Test
  void aPopulationGoesOnAsItWasWhereTheSearchIsEnlargedMeanwhile() {
    List<Event> log;
    try (PipedStudy study =
        PipedStudy.start(spec(PBT_IN_TURNS, ", \"num_samples\": 6"), PausedTrialsTest::saving)) {
      study.end();
      log = study.events();
    }
    JsonObject larger = spec(PBT_IN_TURNS, ", \"num_samples\": 8");
    for (int events = log.size() / 2; events < log.size(); events += 9) {
      List<Event> history = log.subList(0, events);
      try (PipedStudy study =
          PipedStudy.start(Specs.after(larger, history), PausedTrialsTest::saving)) {
        assertThat(study.end().text("outcome")).as("after %d events", events).hasValue("done");
        assertThat(study.trials(history)).hasSize(8);
        assertAllEnded(study.trials(history));
      }
    }
  }
}
