package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import io.eagleray.spi.RunBusyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ResumeTest {
  private static final String STUDY =
      Studies.of("train", "num_samples: 8", "max_concurrent_trials: 1", "seed: 3");

  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void open() {
    engine = new TestEngine(folder);
    engine.write("Steady.java", Studies.STEADY);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static boolean endsTrial(RunEvent event, int trial) {
    return event instanceof RunEvent.TrialEnded ended && ended.trial() == trial;
  }

  private static List<JsonObject> configs(RunState state) {
    return state.trials(Studies.TUNE).stream().map(TrialState::config).toList();
  }

  @Test
  void aRunThatSucceededIsReturnedAsItIs() {
    engine.run(STUDY);
    long events = engine.events().size();
    assertThat(engine.resume().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.events()).hasSize(Math.toIntExact(events));
  }

  @Test
  void aRunThatFailedIsRefusedAndNamesRetry() {
    engine.run("dag: {steps: {bad: {command_type: shell, command: exit 1}}}");
    assertThatThrownBy(engine::resume)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("eagleray retry r1");
  }

  @Test
  void aCancelledRunGoesOnAndKeepsWhatIsFinished() {
    RunState cancelled = engine.runUntil(event -> endsTrial(event, 2), STUDY);
    assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(cancelled.trialCounts(Studies.TUNE).stopped()).isZero();
    List<TrialState> before = cancelled.trials(Studies.TUNE);
    RunState resumed = engine.resume();
    assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(resumed.trials(Studies.TUNE))
        .hasSize(8)
        .startsWith(before.subList(0, 3).toArray(TrialState[]::new));
    assertThat(resumed.trialCounts(Studies.TUNE).completed()).isEqualTo(8);
    assertThat(engine.lines("effects.txt")).containsOnlyOnce("0 at 1", "1 at 1", "2 at 1", "after");
  }

  @Test
  void aCancelledStudyWithoutASeedKeepsTheOneThatItDrew() {
    engine.runUntil(
        event -> endsTrial(event, 2),
        Studies.of("train", "num_samples: 6", "max_concurrent_trials: 1"));
    engine.resume();
    assertThat(
            engine.events().stream()
                .map(Event::body)
                .filter(RunEvent.PhaseEnded.class::isInstance)
                .map(RunEvent.PhaseEnded.class::cast)
                .filter(phase -> phase.phase().equals("fan-out"))
                .map(phase -> phase.handOver().integer("seed"))
                .toList())
        .hasSize(2)
        .satisfies(seeds -> assertThat(seeds.get(0)).isEqualTo(seeds.get(1)));
  }

  @Test
  void wherever_the_log_breaks_off_the_trials_are_those_of_an_undisturbed_run() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println("broken logs with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    RunState whole = engine.run(STUDY);
    List<Event> events = engine.events();
    TreeSet<Integer> cuts = new TreeSet<>(List.of(1, events.size() - 1));
    while (cuts.size() < 12) {
      cuts.add(random.nextInt(1, events.size()));
    }
    // Backwards, so that each cut is one of the undisturbed log.
    for (int cut : cuts.descendingSet()) {
      engine.engine().store().delete("r1");
      engine.engine().store().create("r1");
      engine.engine().store().append("r1", events.subList(0, cut));
      RunState before = engine.engine().read("r1");
      RunState after = engine.resume();
      assertThat(after.status()).as("cut at %d", cut).isEqualTo(RunStatus.SUCCESS);
      assertThat(configs(after)).as("cut at %d", cut).isEqualTo(configs(whole));
      for (TrialState trial : before.trials(Studies.TUNE)) {
        TrialState then = after.trials(Studies.TUNE).get(trial.number());
        if (trial.status() == TrialStatus.RUNNING) {
          assertThat(then.attempt()).isEqualTo(trial.attempt() + 1);
        } else {
          assertThat(then).isEqualTo(trial);
        }
      }
    }
  }

  @Test
  void aTrialGoesOnFromItsCheckpointAndKeepsTheReportsUpToIt() {
    engine.run(STUDY);
    engine.cutLogAfter(event ->
        event instanceof RunEvent.TrialReported report
            && report.trial() == 1
            && report.step() == 3);
    TrialState after = engine.resume().trials(Studies.TUNE).get(1);
    assertThat(engine.lines("effects.txt"))
        .containsSequence("1 from 2 saved at 2", "1 at 3", "1 at 4");
    assertThat(after.attempt()).isEqualTo(2);
    assertThat(after.lastStep()).isEqualTo(4);
    assertThat(after.reports()).isEqualTo(4);
    assertThat(after.status()).isEqualTo(TrialStatus.COMPLETED);
  }

  @Test
  void aTrialWhoseLastReportHadTheCheckpointKeepsThatReport() {
    List<TrialState> whole = engine.run(STUDY).trials(Studies.TUNE);
    engine.cutLogAfter(event ->
        event instanceof RunEvent.TrialReported report
            && report.trial() == 1
            && report.step() == 4);
    TrialState after = engine.resume().trials(Studies.TUNE).get(1);
    assertThat(after.attempt()).isEqualTo(2);
    assertThat(after.metrics()).isEqualTo(whole.get(1).metrics());
    assertThat(after.lastStep()).isEqualTo(4);
  }

  @Test
  void aChangedFunctionBodyIsTaken() {
    engine.runUntil(event -> endsTrial(event, 2), STUDY);
    engine.write("Steady.java", Studies.STEADY.replace("\" at \"", "\" anew at \""));
    assertThat(engine.resume().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("effects.txt"))
        .contains("0 at 1", "7 anew at 1")
        .doesNotContain("7 at 1");
  }

  @Test
  void aChangedGraphIsRefusedAndSaysWhatChanged() {
    engine.runUntil(event -> endsTrial(event, 2), STUDY);
    engine.write("pipeline.yaml", STUDY + "    more: {type: stub}\n");
    assertThatThrownBy(engine::resume)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step \"more\" was added");
    engine.write("pipeline.yaml", STUDY.replace("high: 1", "high: 2"));
    assertThatThrownBy(engine::resume)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"tune\"");
    engine.write("pipeline.yaml", STUDY);
    assertThat(engine.resume().status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void aRunUsesItsOwnRootWhereverItIsResumedFrom(@TempDir Path elsewhere) throws IOException {
    engine.runUntil(event -> endsTrial(event, 2), STUDY);
    engine.close();
    engine = new TestEngine(folder, elsewhere);
    assertThat(engine.resume().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("effects.txt")).containsOnlyOnce("7 at 1");
    assertThat(Files.exists(elsewhere.resolve("effects.txt"))).isFalse();
  }

  @Test
  void aRunHasOneDriver() {
    engine.run(
        STUDY,
        (event, state) -> {
          if (endsTrial(event.body(), 2)) {
            assertThatThrownBy(engine::resume)
                .isInstanceOf(RunBusyException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());
          }
        },
        new io.eagleray.engine.walk.CancellationSource());
    assertThat(engine.engine().read("r1").status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void whatADeadDriverLeftRunningIsEnded() throws Exception {
    engine.run(STUDY);
    engine.cutLogAfter(event -> endsTrial(event, 2));
    Process left = new ProcessBuilder("setsid", "sh", "-c", "sleep 600 & sleep 600").start();
    ProcessHandle handle = left.toHandle();
    Instant started = handle.info().startInstant().orElseThrow();
    engine
        .engine()
        .store()
        .append(
            "r1",
            List.of(
                new Event(
                    "test",
                    0,
                    1,
                    Instant.now(),
                    new RunEvent.ProcessStarted(left.pid(), started, "java worker"))));
    assertThat(engine.resume().status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(left.waitFor(0, TimeUnit.SECONDS)).isTrue();
    assertThat(engine.engine().read("r1").processes()).isEmpty();
  }
}
