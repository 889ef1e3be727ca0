package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.Event;
import io.eagleray.run.Origin;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code cache} on a step with steps inside. */
@Tag("slow")
final class CachedCompositesTest extends CachingCase {
  private static final String MAP =
      """
      dag:
        steps:
          each:
            type: map
            iterate_on: items
            iterate_as: rows
            reducer: sum
            cache: {key: inputs}
            branch:
              steps:
                double: {command_type: function, command: twice, returns: [size]}
                again:
                  type: loop
                  max_iterations: 2
                  branch: {steps: {note: {command_type: function, command: use}}}
          use: {command_type: function, command: use}
      """;

  private RunState retry(String id, String from) {
    return engine.retry(
        id, List.of(), Optional.of(from), RunListener.NONE, new CancellationSource());
  }

  private List<Event> events(String id) {
    List<Event> all = new ArrayList<>();
    engine.store().read(id, 0, all::add);
    return all;
  }

  private boolean isKept(String id, String step) {
    return events(id).stream()
        .map(Event::body)
        .anyMatch(body ->
            body instanceof RunEvent.StepEnded end
                && end.path().text().equals(step)
                && end.key().isPresent());
  }

  @Test
  void aMapIsTakenOverWithWhatItsReducersMade() throws Exception {
    RunState first = run("first", MAP, "items=[1, 2]");
    RunState second = run("second", MAP, "items=[1, 2]");

    assertThat(second.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(origin(second, "each")).contains(new Origin("first", "each"));
    assertThat(value(second, "size")).isEqualTo(Json.of(6)).isEqualTo(value(first, "size"));
    assertThat(ran).hasSize(2);
    assertThat(used).endsWith(6, 6);
    assertThat(second.step(new StepPath("each.0.double"))).isEmpty();
    assertThat(Files.readString(folder.resolve(".eagleray/runs/second/logs/each-1.log")))
        .isEqualTo(
            "taken with all inside from step each of run first, and not run: eagleray show"
                + " first\n");
  }

  @Test
  void whateverMayDecideWhatIsInsideCountsAndNothingElse() throws Exception {
    run("first", MAP, "items=[1, 2]", "other=1");

    assertThat(origin(run("unread", MAP, "items=[1, 2]", "other=2"), "each")).isPresent();
    String renamed = "# a line\n" + MAP.replace("each:", "every:");
    assertThat(origin(run("renamed", renamed, "items=[1, 2]"), "every")).isPresent();
    assertThat(origin(run("items", MAP, "items=[2, 1]"), "each")).isEmpty();
    for (String[] change :
        new String[][] {
          {"reducer: sum", "reducer: max"},
          {"command: twice", "command: thrice"},
          {"max_iterations: 2", "max_iterations: 3"},
          {"double:", "twofold:"},
          {"returns: [size]}", "returns: [size], when: yes}"},
          {"command: use}}}", "command: use}, more: {type: stub}}}"}
        }) {
      String changed = MAP.replace(change[0], change[1]);
      assertThat(changed).isNotEqualTo(MAP);
      RunState run = run("run" + change[1].hashCode(), changed, "items=[1, 2]", "yes=true");
      assertThat(run.status()).as(change[1]).isEqualTo(RunStatus.SUCCESS);
      assertThat(origin(run, "each")).as(change[1]).isEmpty();
    }
  }

  @Test
  void ofAScriptDeepInsideEveryParameterCounts() throws Exception {
    write(
        "inner.yaml",
        """
        dag:
          steps:
            both:
              type: parallel
              branches:
                one: {steps: {a: {command_type: shell, command: 'echo a >> ran.txt; export b=$n', returns: [b]}}}
                two: {steps: {c: {type: stub}}}
        """);
    String yaml = "dag: {steps: {call: {type: pipeline, pipeline: inner.yaml, cache: true}}}";
    run("first", yaml, "n=3");

    RunState same = run("same", yaml, "n=3");
    assertThat(origin(same, "call")).isPresent();
    assertThat(value(same, "b")).isEqualTo(Json.of(3));
    assertThat(origin(run("other", yaml, "n=4"), "call")).isEmpty();
    write("inner.yaml", Files.readString(folder.resolve("inner.yaml")).replace("c:", "d:"));
    assertThat(origin(run("changed", yaml, "n=3"), "call")).isEmpty();
    assertThat(lines("ran.txt")).hasSize(3);
  }

  @Test
  void aConditionalGoesByItsParameterAndALoopByWhatEndsIt() throws Exception {
    String yaml =
        """
        dag:
          steps:
            choose:
              type: conditional
              parameter: size
              cache: {key: inputs}
              branches: {small: {steps: {a: {command_type: function, command: twice, returns: [n]}}}}
              default: {steps: {a: {command_type: function, command: thrice, returns: [n]}}}
            again:
              type: loop
              max_iterations: 3
              break_on: enough
              cache: {key: inputs}
              branch: {steps: {a: {command_type: function, command: twice, returns: [m]}}}
        """;
    run("first", yaml, "size=small", "rows=1", "enough=true");
    RunState second = run("second", yaml, "size=large", "rows=1", "enough=true");
    RunState third = run("third", yaml, "size=small", "rows=1", "enough=false");

    assertThat(origin(second, "choose")).isEmpty();
    assertThat(origin(second, "again")).isPresent();
    assertThat(value(second, "n")).isEqualTo(Json.of(3));
    assertThat(origin(third, "choose")).contains(new Origin("first", "choose"));
    assertThat(value(third, "n")).isEqualTo(Json.of(2));
    assertThat(origin(third, "again")).isEmpty();
    assertThat(ran).hasSize(2 + 1 + 3);
  }

  @Test
  void codeInsideCountsThatOfReducersToo() throws Exception {
    String yaml =
        """
        dag:
          steps:
            each:
              type: map
              iterate_on: [1, 2]
              iterate_as: n
              reducer: merging.top
              cache: true
              branch: {steps: {a: {command: steps.count, returns: [m, {name: box, kind: object}]}}}
            look: {command: steps.look, returns: [seen]}
        """;
    write("steps.py", "def count(n):\n    return n, {n}\ndef look(box):\n    return sorted(box)\n");
    write("merging.py", "def top(values):\n    return values[-1]\n");
    run("first", yaml);
    RunState second = run("second", yaml);
    assertThat(origin(second, "each")).isPresent();
    assertThat(value(second, "seen").text()).isEqualTo("[2]");

    write("merging.py", "def top(values):\n    return values[0] # another length\n");
    RunState third = run("third", yaml);
    assertThat(origin(third, "each")).isEmpty();
    assertThat(value(third, "m")).isEqualTo(Json.of(1));
  }

  @Test
  void filesThatStepsInsideGetAndPutAreThereAsIfTheyHadRun() throws Exception {
    String yaml =
        """
        dag:
          steps:
            make: {command_type: shell, command: echo a > a.txt, catalog: {put: [a.txt]}}
            both:
              type: parallel
              cache: true
              branches:
                one:
                  steps:
                    change: {command_type: shell, command: 'echo x >> ran.txt; tr a b < a.txt > b.txt', catalog: {get: [a.txt], put: [b.txt]}}
                    use: {command_type: shell, command: 'tr b c < b.txt > out/c.txt', catalog: {get: [b.txt], put: ["out/*"]}}
                two: {steps: {skip: {command_type: shell, command: "true", when: never, catalog: {get: [zzz]}}}}
            look: {command_type: shell, command: cat a.txt b.txt out/c.txt > seen.txt}
        """;
    Files.createDirectories(folder.resolve("out"));
    run("first", yaml, "never=false");
    Files.delete(folder.resolve("b.txt"));
    Files.delete(folder.resolve("out/c.txt"));

    RunState second = run("second", yaml, "never=false");

    assertThat(origin(second, "both")).contains(new Origin("first", "both"));
    assertThat(lines("seen.txt")).containsExactly("a", "b", "c");
    assertThat(step(second, "both").files())
        .extracting(CatalogEntry::name)
        .containsExactly("a.txt", "b.txt", "out/c.txt");
    assertThat(engine.catalog().find("second", "**"))
        .extracting(CatalogEntry::name)
        .containsExactlyInAnyOrder("a.txt", "b.txt", "out/c.txt");
    // From what was taken over, too.
    engine.store().delete("first");
    engine.catalog().delete("first");

    run("third", yaml.replace("echo a >", "echo aa >"), "never=false");
    assertThat(lines("ran.txt")).hasSize(2);
    assertThat(lines("seen.txt")).containsExactly("aa", "bb", "cc");
  }

  @Test
  void whatAStepInsideFailedAtIsNotKept() throws Exception {
    String yaml =
        """
        dag:
          steps:
            call:
              type: parallel
              cache: true
              branches:
                one:
                  steps:
                    again:
                      type: loop
                      max_iterations: 1
                      branch:
                        steps:
                          a: {command_type: shell, command: test -e fine, on_failure: b}
                          b: {command_type: shell, command: 'echo b >> ran.txt', next: success}
        """;
    RunState first = run("first", yaml);

    assertThat(first.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(first.warnings()).singleElement().asString().endsWith("a step inside it failed");
    assertThat(origin(run("second", yaml), "call")).isEmpty();
    write("fine", "");
    run("third", yaml);
    assertThat(origin(run("fourth", yaml), "call")).contains(new Origin("third", "call"));
  }

  @Test
  void anotherAttemptInTheSameRunIsKeptWithTheFilesOfBoth() throws Exception {
    String yaml =
        """
        dag:
          steps:
            call:
              type: parallel
              max_parallel: 1
              cache: true
              retry: {max_attempts: 2, delay: 1ms}
              branches:
                one: {steps: {deep: {type: loop, max_iterations: 1, branch: {steps: {
                  a: {command_type: shell, command: 'echo a > a.txt', catalog: {put: [a.txt]}}}}}}}
                two: {steps: {b: {command_type: shell, command: 'test -e tried || { touch tried; exit 1; }'}}}
        """;
    RunState first = run("first", yaml);
    assertThat(step(first, "call").attempt()).isEqualTo(2);

    RunState second = run("second", yaml);

    assertThat(origin(second, "call")).contains(new Origin("first", "call"));
    assertThat(engine.catalog().find("second", "**"))
        .extracting(CatalogEntry::name)
        .containsExactly("a.txt");
  }

  @Test
  void whatWasStartedAgainOrCutOffIsNotKept() throws Exception {
    run("first", MAP, "items=[1, 2]");
    List<Event> all = events("first");

    boolean begun = false;
    for (int kept = 2; kept < all.size(); kept++) {
      String id = "cut" + kept;
      engine.store().create(id);
      engine.store().append(id, renamed(all.subList(0, kept), id));
      RunState resumed = engine.resume(id, RunListener.NONE, new CancellationSource());

      assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(value(resumed, "size")).isEqualTo(Json.of(6));
      begun |= all.get(kept - 1).body() instanceof RunEvent.StepStarted;
      boolean whole =
          all.subList(0, kept).stream()
              .anyMatch(event ->
                  event.body() instanceof RunEvent.StepEnded end
                      && end.path().text().equals("each"));
      // Before it began it is taken over; once it has ended that end is in the log.
      assertThat(origin(resumed, "each").isPresent()).as("%d", kept).isEqualTo(!begun);
      assertThat(isKept(id, "each")).as("%d", kept).isEqualTo(whole);
    }
    retry("first", "each.0.double");
    assertThat(events("first").getLast().body()).isInstanceOf(RunEvent.RunEnded.class);
    assertThat(
            events("first").stream()
                .map(Event::body)
                .filter(body ->
                    body instanceof RunEvent.StepEnded end
                        && end.path().text().equals("each")
                        && end.key().isPresent()))
        .hasSize(1);
  }

  private static List<Event> renamed(List<Event> events, String id) {
    return events.stream()
        .map(event ->
            event.body() instanceof RunEvent.RunCreated created
                ? new Event(
                    event.writer(),
                    event.sequence(),
                    event.epoch(),
                    event.at(),
                    new RunEvent.RunCreated(
                        id,
                        created.uuid(),
                        created.pipelineFile(),
                        created.root(),
                        created.graph(),
                        created.parameters(),
                        created.options(),
                        created.tag(),
                        created.version()))
                : event)
        .toList();
  }

  @Test
  void aRunThatWasCutOffAnywhereGoesOnWithWhatItHasTakenOver() throws Exception {
    run("first", MAP, "items=[1, 2]");
    run("second", MAP, "items=[1, 2]");
    List<Event> all = events("second");

    for (int kept = 2; kept < all.size(); kept++) {
      engine.store().delete("second");
      engine.store().create("second");
      engine.store().append("second", all.subList(0, kept));
      RunState resumed = engine.resume("second", RunListener.NONE, new CancellationSource());

      assertThat(resumed.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(value(resumed, "size")).isEqualTo(Json.of(6));
      boolean ran = resumed.step(new StepPath("each.0.double")).isPresent();
      assertThat(origin(resumed, "each").isPresent()).isEqualTo(!ran);
    }
  }

  @Test
  void whatARetryStartsAgainRunsWithAllThatIsInside() throws Exception {
    String yaml = MAP.replace("command: twice,", "command: twice, cache: {key: inputs},");
    run("first", yaml, "items=[1, 2]");
    RunState second = run("second", yaml, "items=[1, 2]");
    assertThat(origin(second, "each")).isPresent();

    assertThatThrownBy(() -> retry("second", "each.0.double"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "no step \"each.0.double\" has started in it, for \"each\" was taken whole from run"
                + " first; --from each starts all of it");
    assertThat(ran).hasSize(2);
    RunState again = retry("second", "each");

    assertThat(origin(again, "each")).isEmpty();
    assertThat(origin(again, "each.0.double")).isEmpty();
    assertThat(ran).hasSize(4);
  }

  @Test
  void whatIsTakenOverForAWhileOnlyMakesNothingYoungAroundIt() throws Exception {
    String yaml =
        MAP.replace("command: twice,", "command: twice, cache: {key: inputs, expires: 7d},");
    run("first", yaml.replace("reducer: sum", "reducer: max"), "items=[1, 2]");
    RunState second = run("second", yaml, "items=[1, 2]");

    assertThat(origin(second, "each.0.double")).isPresent();
    assertThat(second.warnings()).isEmpty();
    assertThat(isKept("second", "each")).isFalse();
  }

  @Test
  void whatCannotBeTakenOverInsideIsNamed() throws IOException {
    assertThatThrownBy(() ->
            run(
                "first",
                """
                dag:
                  steps:
                    each:
                      type: map
                      iterate_on: [1]
                      iterate_as: n
                      cache: true
                      branch:
                        steps:
                          job:
                            type: ray
                            ray: {ray_job: {entrypoint: "python job.py"}, ray_cluster: {address: auto}}
                """))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pipeline.yaml:7:14")
        .hasMessageContaining(
            "step \"each\" of type map cannot be taken from an earlier run, because of step"
                + " \"job\" of type ray inside it (pipeline.yaml:10:11); put \"cache\" on the other"
                + " steps inside");
    assertThatThrownBy(() ->
            run("first", MAP.replace("cache: {key: inputs}", "cache: {files: ../x}"), "items=[1]"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("files: catalog pattern \"../x\" leads out");
    assertThatThrownBy(() -> run("first", MAP.replace("{key: inputs}", "true"), "items=[1]"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "what the code of step \"double\" inside \"each\" is cannot be told of a lambda"
                + " that captures variables");
  }

  @Test
  void theIndexOfALoopAroundCountsAsAnInput() throws Exception {
    String yaml =
        """
        dag:
          steps:
            again:
              type: loop
              max_iterations: 2
              index_as: turn
              branch: {steps: {a: {command_type: function, command: twice, returns: [n], cache: {key: inputs}}}}
        """;
    run("first", yaml, "rows=1");
    RunState second = run("second", yaml, "rows=1");

    assertThat(origin(second, "again.0.a")).contains(new Origin("first", "again.0.a"));
    assertThat(origin(second, "again.1.a")).contains(new Origin("first", "again.1.a"));
  }

  @Test
  void filesOfTheRuleCountThatChangeWhileItRuns() throws Exception {
    String yaml =
        """
        dag:
          steps:
            again:
              type: loop
              max_iterations: 1
              cache: {files: [conf]}
              branch: {steps: {a: {command_type: shell, command: 'echo "$by" >> conf', cache: {files: ["*.none"]}}}}
        """;
    write("conf", "1\n");
    RunState first = run("first", yaml, "by=x");

    assertThat(first.warnings())
        .anyMatch(warning -> warning.endsWith("a file that counts was changed while it ran"));
    assertThat(isKept("first", "again")).isFalse();
    String reading = yaml.replace(">> conf", "; cat conf");
    run("second", reading, "by=x");
    assertThat(origin(run("third", reading, "by=x"), "again")).isPresent();
    write("conf", "2\n");
    assertThat(origin(run("fourth", reading, "by=x"), "again")).isEmpty();
  }
}
