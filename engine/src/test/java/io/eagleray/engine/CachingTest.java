package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Parameter;
import io.eagleray.engine.secret.EnvironmentSecrets;
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
import io.eagleray.run.StepState;
import io.eagleray.run.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cache}: a step is taken from an earlier run that did the same. */
@Tag("slow")
final class CachingTest {
  /** Its functions are this test's own, and start no process. */
  private static final String COUNTED =
      """
      dag:
        steps:
          prepare:
            command_type: function
            command: twice
            returns: [{name: size, kind: metric}]
            cache: {key: inputs}
          use: {command_type: function, command: use}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Engine engine;

  private final Queue<String> ran = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> used = new ConcurrentLinkedQueue<>();
  private final Map<String, CodeFunction> functions =
      Map.of(
          "twice", timesRows(2),
          "thrice", timesRows(3),
          "use", function(Parameter.of("size", Integer.class), used::add));

  private CodeFunction timesRows(int factor) {
    return function(
        Parameter.of("rows", Integer.class),
        rows -> {
          ran.add("prepare " + rows);
          return rows * factor;
        });
  }

  private static CodeFunction function(
      Parameter<Integer> parameter, CodeFunction.Of1<Integer> body) {
    return new CodeFunction(
        List.of(parameter), given -> body.call((Integer) Objects.requireNonNull(given.get(0))));
  }

  @BeforeEach
  void open() {
    engine = open(Duration.ZERO);
  }

  /** An engine over the test's folder, so much later. */
  private Engine open(Duration later) {
    return Engine.open(
        new EngineSettings(
            folder.resolve(".eagleray"),
            folder,
            Map.of("PATH", System.getenv("PATH"), "TOKEN", "hush-hush"),
            Optional.empty(),
            false,
            new EnvironmentSecrets(Map.of("TOKEN", "hush-hush")),
            Clock.offset(Clock.systemUTC(), later),
            new Random(7),
            "test",
            new Executor.Local(),
            line -> {}),
        functions);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static RunRequest request(String id, String... parameters) {
    return new RunRequest(
        Path.of("pipeline.yaml"),
        Optional.of(id),
        Optional.empty(),
        List.of(),
        List.of(parameters),
        List.of(),
        false);
  }

  private RunState run(String id, String yaml, String... parameters) throws IOException {
    write("pipeline.yaml", yaml);
    return engine.run(request(id, parameters), RunListener.NONE, new CancellationSource());
  }

  private static Json value(RunState run, String parameter) {
    Value value = run.parameters().get(parameter);
    return value == null ? Json.NULL : value.json();
  }

  private static StepState step(RunState run, String path) {
    return run.step(new StepPath(path)).orElseThrow();
  }

  private static Optional<Origin> origin(RunState run, String path) {
    return step(run, path).origin();
  }

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
            "taken from step prepare of run first, and not run: eagleray logs first prepare\n");
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
  void filesAreThereAsIfTheStepHadRun() throws Exception {
    String yaml =
        """
        dag:
          steps:
            make: {command_type: shell, command: echo a > a.txt, catalog: {put: [a.txt]}}
            change:
              command_type: shell
              command: 'echo change >> ran.txt; tr a b < a.txt > out/b.txt'
              catalog: {get: [a.txt], put: ["out/*.txt"]}
              cache: true
            look: {command_type: shell, command: cat a.txt out/b.txt > seen.txt, catalog: {get: ["**"]}}
        """;
    Files.createDirectories(folder.resolve("out"));
    run("first", yaml);
    Files.delete(folder.resolve("out/b.txt"));

    RunState second = run("second", yaml);

    assertThat(origin(second, "change")).contains(new Origin("first", "change"));
    assertThat(lines("seen.txt")).containsExactly("a", "b");
    assertThat(step(second, "change").files())
        .extracting(CatalogEntry::name)
        .containsExactly("a.txt", "out/b.txt");
    assertThat(engine.catalog().find("second", "**"))
        .extracting(CatalogEntry::name)
        .containsExactly("a.txt", "out/b.txt");

    run("third", yaml.replace("echo a >", "echo aa >"));
    assertThat(lines("ran.txt")).hasSize(2);
    assertThat(lines("seen.txt")).containsExactly("aa", "bb");
  }

  @Test
  void aFileThatTheCatalogHasLostIsMadeAgain() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: shell, command: echo a > a.txt, catalog: {put: [a.txt]}, cache: true}
        """;
    run("first", yaml);
    String sha256 = engine.catalog().find("first", "a.txt").getFirst().sha256();
    Files.delete(
        engine.catalog().objects().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2)));

    assertThat(origin(run("second", yaml), "a")).isEmpty();
    assertThat(origin(run("third", yaml), "a")).contains(new Origin("second", "a"));
  }

  @Test
  void otherFilesCountWhereTheRuleNamesThem() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a:
              command_type: shell
              command: sh tool.sh
              cache: {files: ["*.sh", "conf/*"]}
        """;
    write("tool.sh", "echo a >> ran.txt");
    write("conf/a", "1");
    run("first", yaml);
    assertThat(origin(run("second", yaml), "a")).isPresent();
    write("conf/a", "2");
    assertThat(origin(run("third", yaml), "a")).isEmpty();
    Files.delete(folder.resolve("conf/a"));

    RunState none = run("fourth", yaml);

    assertThat(origin(none, "a")).isEmpty();
    assertThat(none.warnings())
        .containsExactly(
            "pipeline.yaml:6:14  step \"a\" is neither taken from an earlier run nor kept for later"
                + " ones: no file matches \"conf/*\" in "
                + folder);
  }

  @Test
  void secretsCountByTheirNamesAndAreNowhere() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: shell, command: 'test "$TOKEN" = hush-hush', secrets: [TOKEN], cache: true}
        """;
    run("first", yaml);

    assertThat(origin(run("second", yaml), "a")).isPresent();
    List<String> keys = new ArrayList<>();
    engine
        .store()
        .read(
            "first",
            0,
            event -> {
              if (event.body() instanceof RunEvent.StepEnded end) {
                end.key().ifPresent(keys::add);
              }
            });
    assertThat(keys).singleElement().asString().matches("[0-9a-f]{64}");
  }

  @Test
  void pythonCodeCountsWithWhatItImportsAndNoMore() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command: steps.count, returns: [n, {name: box, kind: object}], cache: true}
            b: {command: steps.look, returns: [seen]}
        """;
    write(
        "steps.py",
        """
        def count(start: int = 1):
            from lib.tool import step
            with open("ran.txt", "a") as ran:
                ran.write("a\\n")
            return start + step(), {start}

        def look(box):
            return sorted(box)
        """);
    write("lib/tool.py", "from . import more\ndef step(): return more.N\n");
    write("lib/more.py", "N = 1\n");
    write("unrelated.py", "x = 1\n");
    run("first", yaml);
    write("unrelated.py", "x = 2\n");

    RunState second = run("second", yaml);

    assertThat(origin(second, "a")).contains(new Origin("first", "a"));
    assertThat(value(second, "seen").text()).isEqualTo("[1]");

    // Of another length: Python tells a file from what it has compiled by size and second.
    write("lib/more.py", "N = 20\n");
    RunState third = run("third", yaml);

    assertThat(origin(third, "a")).isEmpty();
    assertThat(value(third, "n")).isEqualTo(Json.of(21));
  }

  @Test
  void anObjectThatTheCatalogHasLostIsMadeAgain() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command: steps.make, returns: [{name: box, kind: object}], cache: true}
        """;
    write("steps.py", "def make():\n    return {1}\n");
    run("first", yaml);
    try (java.util.stream.Stream<Path> objects = Files.walk(engine.catalog().objects())) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        Files.delete(object);
      }
    }

    RunState second = run("second", yaml);

    assertThat(second.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(origin(second, "a")).isEmpty();
  }

  @Test
  void codeThatChangesWhileItRunsIsNotKept() throws Exception {
    String yaml = "dag: {steps: {a: {command: steps.grow, cache: true}}}";
    write(
        "steps.py",
        """
        def grow():
            with open(__file__, "a") as own:
                own.write("# more\\n")
        """);

    RunState first = run("first", yaml);

    assertThat(first.warnings())
        .singleElement()
        .asString()
        .endsWith("its code was changed while it ran");
    assertThat(origin(run("second", yaml), "a")).isEmpty();
  }

  @Test
  void javaCodeCountsWithTheSourcesThatItUses() throws Exception {
    String yaml =
        """
        dag:
          steps:
            a: {command_type: java, command: "Steps.java::count", returns: [n], cache: true}
        """;
    write("Steps.java", "class Steps { static int count() { return Tool.N; } }");
    write("Tool.java", "class Tool { static int N = 1; }");
    write("Other.java", "class Other {}");
    run("first", yaml);
    write("Other.java", "class Other { int x; }");
    assertThat(origin(run("second", yaml), "a")).isPresent();

    write("Tool.java", "class Tool { static int N = 2; }");
    RunState third = run("third", yaml);

    assertThat(origin(third, "a")).isEmpty();
    assertThat(value(third, "n")).isEqualTo(Json.of(2));
  }

  @Test
  void whereTheCodeCannotBeToldTheRuleMustLeaveItOut() {
    assertThatThrownBy(() -> run("first", COUNTED.replace("{key: inputs}", "true"), "rows=3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "what the code of step \"prepare\" is cannot be told of a function task; write key:"
                + " [inputs], and another command when it does something else");
  }

  @Test
  void onlyTasksMayHaveIt() {
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
                      branch: {steps: {a: {command_type: shell, command: "true"}}}
                """))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pipeline.yaml:7:14")
        .hasMessageContaining(
            "step \"each\" of type map cannot be taken from an earlier run; \"cache\" belongs to"
                + " steps that are tasks, those inside it too");
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
