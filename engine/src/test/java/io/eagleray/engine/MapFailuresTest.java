package io.eagleray.engine;

import static io.eagleray.engine.CompositeSteps.map;
import static io.eagleray.engine.CompositeSteps.paths;
import static io.eagleray.engine.CompositeSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepStatus;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a map fails, is cut off, and starts again. */
@Tag("slow")
class MapFailuresTest {
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

  private static String shell(String command) {
    return "{command_type: shell, command: \"" + command + "\", returns: [x]}";
  }

  @Test
  void allBranchesRunThoughOneFails() {
    RunState state = engine.run(map("[1, 2, 3]", "n", shell("test $n -ne 1 && export x=$n"), ""));

    assertThat(step(state, "each").failure().orElseThrow().message()).startsWith("branch 0: ");
    assertThat(step(state, "each.2.do").status()).isEqualTo(StepStatus.SUCCESS);
  }

  @Test
  void onRequestTheFirstFailureEndsTheOthers() {
    RunState state =
        engine.run(
            map(
                "ns",
                "n",
                shell("test $n -ne 0 && export x=$n"),
                "fail_fast: true\n      max_parallel: 1"),
            "ns=[0,1,2,3]");

    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(paths(state)).containsExactlyInAnyOrder("each", "each.0.do");
  }

  @Test
  void aBranchThatWaitsForAnotherAttemptEndsWithTheFirstFailure() {
    String yaml =
        """
        dag:
          steps:
            both:
              type: parallel
              fail_fast: true
              branches:
                waits: {steps: {do: {command_type: shell, command: "false", retry: {max_attempts: 2, delay: 1h}}}}
                fails: {steps: {do: {command_type: shell, command: "until [ -e waiting ]; do sleep 0.05; done; exit 1"}}}
              on_failure: after
            skipped: {type: stub}
            after: {type: stub, next: success}
        """;
    RunListener tells =
        (event, state) -> {
          if (event.body() instanceof RunEvent.StepEnded end && end.willRetry()) {
            engine.write("waiting", "");
          }
        };

    RunState state = engine.run(yaml, tells, new CancellationSource());

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(step(state, "both.waits.do").status()).isEqualTo(StepStatus.CANCELLED);
  }

  private static final String TWO_DEEP =
      """
      dag:
        steps:
          outer:
            type: map
            iterate_on: [1, 2]
            iterate_as: a
            branch:
              steps:
                inner:
                  type: map
                  iterate_on: [1, 2, 3]
                  iterate_as: b
                  reducer: sum
                  branch:
                    steps:
                      first: {command_type: shell, command: "echo first $a $b >> ran.txt; export y=1", returns: [y]}
                      second: {command_type: shell, command: "%s; echo second $a $b >> ran.txt; export x=$((a * b))", returns: [x]}
                after: {command_type: shell, command: "echo after $a >> ran.txt"}
          end: {command_type: shell, command: "echo end $x >> ran.txt"}
      """;

  @Test
  void aFailureTwoDeepIsRetriedWithoutWhatSucceeded() {
    String yaml = TWO_DEEP.formatted("test $a$b != 12 -o -e mended || exit 1");
    RunState failed = engine.run(yaml);
    engine.write("mended", "");
    RunState retried = engine.retry();

    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(step(failed, "outer.0.inner.1.second").status()).isEqualTo(StepStatus.FAILED);
    assertThat(retried.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.value("x")).isEqualTo(Json.parse("[6,12]"));
    assertThat(engine.lines("ran.txt")).doesNotHaveDuplicates().hasSize(6 + 6 + 2 + 1);
  }

  @Test
  void aRunThatWasCutOffAtAnyEventGoesOnAndLosesNothing() {
    String yaml = TWO_DEEP.formatted("true");
    engine.run(yaml);
    Json whole = engine.value("x");
    long events = engine.events().size();
    for (long cut = 3; cut < events; cut += 5) {
      engine.cutLog(cut);
      Set<String> done = ended();

      RunState state = engine.resume();

      assertThat(state.status()).as("cut at %d", cut).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.value("x")).isEqualTo(whole);
      assertThat(startedAgain().stream().filter(done::contains)).isEmpty();
    }
  }

  private Set<String> ended() {
    Set<String> ended = new TreeSet<>();
    for (Event event : engine.events()) {
      if (event.body() instanceof RunEvent.StepEnded end) {
        ended.add(end.path().text());
      }
    }
    return ended;
  }

  /** Started by the latest driver. */
  private Set<String> startedAgain() {
    Set<String> started = new HashSet<>();
    int epoch = engine.events().getLast().epoch();
    for (Event event : engine.events()) {
      if (event.epoch() == epoch && event.body() instanceof RunEvent.StepStarted start) {
        started.add(start.path().text());
      }
    }
    return started;
  }

  @Test
  void aCancelledMapGoesOnWhereItWas() {
    engine.write("ran.txt", "");
    RunState cancelled =
        engine.runUntil(
            event ->
                event instanceof RunEvent.StepEnded ended
                    && ended.path().text().equals("each.2.do"),
            map(
                "[0, 1, 2, 3, 4, 5, 6, 7]",
                "n",
                shell("echo $n >> ran.txt; export x=$n"),
                "max_parallel: 1"));
    RunState resumed = engine.resume();

    assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.value("x")).isEqualTo(Json.parse("[0,1,2,3,4,5,6,7]"));
    assertThat(engine.lines("ran.txt").subList(0, 3)).containsExactly("0", "1", "2");
    assertThat(engine.lines("ran.txt").stream().filter(line -> line.compareTo("3") < 0))
        .containsExactly("0", "1", "2");
  }

  @Test
  void itsOwnRetryStartsOnlyWhatFailed() {
    RunState state =
        engine.run(
            map(
                "[0, 1]",
                "n",
                shell(
                    "echo $n >> ran.txt; test $n -eq 0 -o $(grep -c 1 ran.txt) -gt 2 && export x=$n"),
                "retry: {max_attempts: 3}"));

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactlyInAnyOrder("0", "1", "1", "1");
  }

  @Test
  void theStepsInABranchRetryByThemselves() {
    RunState state =
        engine.run(
            map(
                "[0, 1]",
                "n",
                "{command_type: shell, command: 'echo $n >> ran.txt; test $(grep -c $n ran.txt) -gt 1', max_attempts: 2}",
                ""));

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).hasSize(4);
  }

  @Test
  void aTimeOutEndsAllItsBranches() {
    RunState state =
        engine.run(
            map("[1, 2, 3]", "n", "{command_type: shell, command: 'sleep 60'}", "timeout: 1s"));

    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(step(state, "each").failure().orElseThrow().type()).isEqualTo("timeout");
  }

  @Test
  void onFailureLeadsOnFromIt() {
    RunState state =
        engine.run(
            """
            dag:
              steps:
                each:
                  type: map
                  iterate_on: [1]
                  iterate_as: n
                  branch: {steps: {do: {command_type: shell, command: 'false'}}}
                  on_failure: mend
                mend: {command_type: shell, command: 'true', next: success}
            """);

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void aChangedReducerIsRefusedOnRetry() {
    engine.run(map("[1]", "n", shell("exit 1"), "reducer: sum"));
    engine.write("pipeline.yaml", map("[1]", "n", shell("exit 1"), "reducer: max"));

    assertThatThrownBy(() -> engine.retry())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step \"each\" was changed");
  }
}
