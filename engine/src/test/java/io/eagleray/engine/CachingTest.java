package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.run.Event;
import io.eagleray.run.Origin;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code cache}: a step is taken from an earlier run that did the same. */
@Tag("slow")
final class CachingTest extends CachingCase {
  @Test
  void anIdenticalStepIsTakenFromAnEarlierRunAndTheLogsSaySo() throws Exception {
    run("first", COUNTED, "rows=3");
    RunState second = run("second", COUNTED, "rows=3");

    assertThat(second.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(ran).containsExactly("prepare 3");
    assertThat(used).containsExactly(6, 6);
    assertThat(origin(second, "prepare")).contains(new Origin("first", "prepare"));
    assertThat(origin(second, "use")).isEmpty();
    assertThat(step(second, "prepare").outputs().get("size"))
        .isEqualTo(step(engine.read("first"), "prepare").outputs().get("size"));
    assertThat(Files.readString(folder.resolve(".eagleray/runs/second/logs/prepare-1.log")))
        .isEqualTo(
            "taken from step prepare of run first, and not run: eagleray logs first \"prepare\"\n");
  }

  @Test
  void whatWasTakenOverIsTakenFromTheRunThatDidIt() throws Exception {
    run("first", COUNTED, "rows=3");
    run("second", COUNTED, "rows=3");

    assertThat(origin(run("third", COUNTED, "rows=3"), "prepare"))
        .contains(new Origin("first", "prepare"));
  }

  @Test
  void anotherInputAnotherCommandOrAnotherReturnIsAnotherStep() throws Exception {
    run("first", COUNTED, "rows=3");

    assertThat(origin(run("input", COUNTED, "rows=4"), "prepare")).isEmpty();
    assertThat(origin(run("command", COUNTED.replace("twice", "thrice"), "rows=3"), "prepare"))
        .isEmpty();
    assertThat(origin(run("kind", COUNTED.replace("metric", "json"), "rows=3"), "prepare"))
        .isEmpty();
    assertThat(ran).hasSize(4);
  }

  @Test
  void theNameOfAStepAndThePlaceOfItsFileDoNotCount() throws Exception {
    run("first", COUNTED, "rows=3");

    String renamed = "# another line\n" + COUNTED.replace("prepare:", "load:");
    assertThat(origin(run("second", renamed, "rows=3"), "load"))
        .contains(new Origin("first", "prepare"));
  }

  @Test
  void inputsMayBeLeftOutOfTheKey() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: shell, command: export b=$n, returns: [b], cache: {key: [code]}}
        """;
    run("first", yaml, "n=3");

    RunState second = run("second", yaml, "n=4");

    assertThat(value(second, "b")).isEqualTo(Json.of(3));
  }

  @Test
  void aStepWithoutCacheRunsAlwaysAndIsNotKept() throws Exception {
    run("first", COUNTED.replace("cache: {key: inputs}", "cache: false"), "rows=3");

    assertThat(origin(run("second", COUNTED, "rows=3"), "prepare")).isEmpty();
  }

  @Test
  void aFailureIsNotKept() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: shell, command: 'echo a >> ran.txt; test -e fine', cache: true}
        """;
    assertThat(run("first", yaml).status()).isEqualTo(RunStatus.FAILED);
    write("fine", "");

    assertThat(run("second", yaml).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(origin(run("third", yaml), "a")).contains(new Origin("second", "a"));
    assertThat(lines("ran.txt")).hasSize(2);
  }

  @Test
  void whatIsTooOldRunsAgain() throws Exception {
    String yaml = COUNTED.replace("{key: inputs}", "{key: inputs, expires: 7d}");
    run("first", yaml, "rows=3");
    engine.close();
    engine = open(Duration.ofDays(6));
    assertThat(origin(run("second", yaml, "rows=3"), "prepare")).isPresent();
    engine.close();
    engine = open(Duration.ofDays(8));

    // What was taken over did not become younger.
    assertThat(origin(run("third", yaml, "rows=3"), "prepare")).isEmpty();
    assertThat(origin(run("fourth", yaml, "rows=3"), "prepare"))
        .contains(new Origin("third", "prepare"));
  }

  @Test
  void aRunThatWasRemovedIsNotMissed() throws Exception {
    run("first", COUNTED, "rows=3");
    engine.store().delete("first");
    engine.catalog().delete("first");
    engine.catalog().retain(java.util.Set.of());

    RunState second = run("second", COUNTED, "rows=3");

    assertThat(second.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(origin(second, "prepare")).isEmpty();
  }

  @Test
  void anEarlierRunWhoseLogCannotBeReadIsAsGoodAsNone() throws Exception {
    run("first", COUNTED, "rows=3");
    try (Connection store =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve(".eagleray").resolve("eagleray.db"));
        Statement newer = store.createStatement()) {
      newer.executeUpdate(
          "UPDATE events SET body = '{\"path\":\"prepare\"}' WHERE key IS NOT NULL");
    }

    RunState second = run("second", COUNTED, "rows=3");

    assertThat(second.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(origin(second, "prepare")).isEmpty();
    assertThat(ran).hasSize(2);
  }

  @Test
  void aRunMayTakeNothingOverAndIsKeptAllTheSame() throws Exception {
    run("first", COUNTED, "rows=3");
    RunState second =
        engine.run(
            request("second", "rows=3").withoutCache(), RunListener.NONE, new CancellationSource());

    assertThat(origin(second, "prepare")).isEmpty();
    assertThat(ran).hasSize(2);
    assertThat(origin(run("third", COUNTED, "rows=3"), "prepare"))
        .contains(new Origin("second", "prepare"));
  }

  @Test
  void whatARetryStartsAgainRuns() throws Exception {
    run("first", COUNTED, "rows=3");
    run("second", COUNTED, "rows=3");

    RunState again =
        engine.retry(
            "second",
            List.of(),
            Optional.of("prepare"),
            RunListener.NONE,
            new CancellationSource());

    assertThat(origin(again, "prepare")).isEmpty();
    assertThat(ran).hasSize(2);
  }

  @Test
  void aRunThatWasCutOffAnywhereGoesOnWithWhatItHasTakenOver() throws Exception {
    run("first", COUNTED, "rows=3");
    run("second", COUNTED, "rows=3");
    List<Event> all = new ArrayList<>();
    engine.store().read("second", 0, all::add);

    for (int kept = 2; kept < all.size(); kept++) {
      engine.store().delete("second");
      engine.store().create("second");
      engine.store().append("second", all.subList(0, kept));
      RunState resumed = engine.resume("second", RunListener.NONE, new CancellationSource());

      assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(value(resumed, "size")).isEqualTo(Json.of(6));
    }
    // An attempt that is cut off between its start and its end runs as a new one would.
    assertThat(ran).containsOnly("prepare 3");
  }

  @Test
  void aLoopDoesNotTakeItsStepsFromItself() throws Exception {
    String yaml =
        """
        dag:
          steps:
            again:
              type: loop
              max_iterations: 3
              break_on: never
              branch:
                steps:
                  a:
                    command_type: shell
                    command: 'echo a >> ran.txt; export never=false'
                    returns: [never]
                    cache: {key: [code]}
        """;
    run("first", yaml, "never=false");
    assertThat(lines("ran.txt")).hasSize(3);

    run("second", yaml, "never=false");
    assertThat(lines("ran.txt")).hasSize(3);
  }

  @Test
  void aStepInsideAMapIsTakenItemByItem() throws Exception {
    String yaml =
        """
        dag:
          steps:
            each:
              type: map
              iterate_on: ITEMS
              iterate_as: n
              branch:
                steps:
                  a: {command_type: shell, command: 'echo $n >> ran.txt; export m=$n', returns: [m], cache: true}
        """;
    run("first", yaml.replace("ITEMS", "[1, 2]"));
    RunState second = run("second", yaml.replace("ITEMS", "[0, 2, 1]"));

    assertThat(lines("ran.txt")).containsExactlyInAnyOrder("1", "2", "0");
    assertThat(origin(second, "each.1.a")).contains(new Origin("first", "each.1.a"));
    assertThat(origin(second, "each.2.a")).contains(new Origin("first", "each.0.a"));
    assertThat(value(second, "m").text()).isEqualTo("[0,2,1]");
  }
}
