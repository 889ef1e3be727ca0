package io.eagleray.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.dsl.Branch;
import io.eagleray.dsl.Conditional;
import io.eagleray.dsl.Loop;
import io.eagleray.dsl.MapOver;
import io.eagleray.dsl.Parallel;
import io.eagleray.dsl.Parameter;
import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Ray;
import io.eagleray.dsl.Returned;
import io.eagleray.dsl.Search;
import io.eagleray.dsl.Stub;
import io.eagleray.dsl.Task;
import io.eagleray.dsl.TypeOf;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines in Java code, run from that code. */
final class EaglerayTest {
  private static final Parameter<Double> X = Parameter.number("x");

  @TempDir Path folder;

  /** A row. */
  public record Row(String name, int size) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** For a worker, which finds it by class and name. */
  static int twice(int x) {
    return 2 * x;
  }

  private Eagleray eagleray() {
    return Eagleray.in(folder).runId("r1");
  }

  private static double length(List<Row> rows) {
    return rows.stream().mapToInt(Row::size).sum();
  }

  @Test
  void lambdasAndMethodReferencesPassValuesAndObjectsOn() {
    Pipeline pipeline =
        Pipeline.named("rows")
            .step(
                "load",
                Task.call(() -> List.of(List.of(new Row("a", 1), new Row("b", 2)), new Row("c", 3)))
                    .returns(Returned.json("rows"), Returned.object("extra")))
            .step(
                "length",
                Task.call(Parameter.of("rows", new TypeOf<List<Row>>() {}), EaglerayTest::length)
                    .returns(Returned.metric("length")))
            .step(
                "all",
                Task.call(
                        Parameter.number("length"),
                        Parameter.of("extra", Row.class),
                        (sum, row) -> sum + row.size())
                    .returns("total"));

    RunResult result = eagleray().run(pipeline);

    assertThat(result.error()).isEmpty();
    assertThat(result.isSuccess()).isTrue();
    assertThat(result.number("total")).hasValue(6);
    assertThat(result.document().object("metrics").fields()).containsOnlyKeys("length");
  }

  @Test
  void aParameterIsWhatAFunctionMayReturn() {
    Pipeline pipeline =
        Pipeline.named("given")
            .step("show", Task.call(Parameter.of("all", Object.class), all -> all).returns("shown"))
            .step(
                "choose",
                Conditional.on("size")
                    .when("small", Branch.of("a", Stub.nothing()))
                    .when(2, Branch.of("b", Stub.nothing())));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", List.of(new Row("a", 1)));
    all.put("array", new int[] {1, 2});
    all.put("none", Optional.empty());
    all.put("exact", new BigInteger("123456789012345678901234567890"));
    all.put("float", 0.1f);
    all.put("day", LocalDate.of(2026, 1, 31));
    all.put("status", RunStatus.FAILED);
    all.put("text", "[a, b]");

    RunResult result =
        eagleray()
            .parameter("all", all)
            .parameter("size", "small")
            .parameter("no", null)
            .run(pipeline);

    assertThat(result.error()).isEmpty();
    JsonObject parameters = result.document().object("parameters");
    assertThat(parameters.get("shown"))
        .hasValueSatisfying(shown ->
            assertThat(shown)
                .hasToString(
                    "{\"rows\":[{\"name\":\"a\",\"size\":1}],\"array\":[1,2],\"none\":null,"
                        + "\"exact\":123456789012345678901234567890,\"float\":0.1,"
                        + "\"day\":\"2026-01-31\",\"status\":\"FAILED\",\"text\":\"[a, b]\"}"));
    assertThat(parameters.get("no")).contains(Json.NULL);
  }

  @Test
  void aParameterThatIsNoJsonIsRefusedByItsNameAndType() {
    assertThatThrownBy(() -> eagleray().parameter("rows", List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the parameter \"rows\"[0] is a java.lang.Object, which JSON cannot hold");
  }

  @Test
  void aNameThatNoParameterCanHaveIsRefused() {
    for (String name : List.of("", "a=b", " a")) {
      assertThatThrownBy(() -> eagleray().parameter(name, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a parameter's name");
    }
  }

  @Test
  void aPipelineMayHaveALongName() {
    assertThat(
            eagleray().run(Pipeline.named("n".repeat(300)).step("a", Stub.nothing())).isSuccess())
        .isTrue();
  }

  @Test
  void theNameOfTheNewestRunIsRefused() {
    Pipeline pipeline = Pipeline.named("p").step("a", Stub.nothing());

    assertThatThrownBy(() -> eagleray().runId("last").run(pipeline))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"last\" cannot name a run");
  }

  @Test
  void aLambdaIsSearchedInThisProcess() {
    Pipeline pipeline =
        Pipeline.named("search")
            .step(
                "tune",
                Ray.tune(
                    Task.call(X, x -> Map.of("loss", (x - 2) * (x - 2))).returns("tuned"),
                    Search.minimize("loss").uniform("x", -10, 10).samples(12).seed(7)));

    RunResult result = eagleray().run(pipeline);

    assertThat(result.error()).isEmpty();
    assertThat(result.document().text()).contains("\"completed\":12").contains("\"best_value\":");
  }

  @Test
  void branchesOfAMapCallALambdaEachWithItsItem() {
    Branch branch = Branch.of("square", Task.call(X, x -> x * x).returns("square"));
    Pipeline pipeline =
        Pipeline.named("squares")
            .step("each", MapOver.items(List.of(1, 2, 3), "x", branch).reduce("square", "sum"));

    assertThat(eagleray().run(pipeline).number("square")).hasValue(14);
  }

  @Test
  void everyKindOfNodeWithStepsInsideWalksTheBranchesThatItIsGiven() {
    Branch square = Branch.of("square", Task.call(X, x -> x * x).returns("y"));
    Branch twice = Branch.of("twice", Task.call(X, x -> 2 * x).returns("z"));
    Branch grow =
        Branch.of(
            "grow",
            Task.call(
                    Parameter.of("n", new TypeOf<Optional<Integer>>() {}),
                    n -> List.of(n.orElse(0) + 1, n.orElse(0) + 1 >= 3))
                .returns("n", "enough"));
    Pipeline pipeline =
        Pipeline.named("nodes")
            .step("both", Parallel.of("square", square).and("twice", twice).failFast())
            .step("choose", Conditional.on("x").when(3, square).otherwise(twice))
            .step("again", Loop.atMost(9, grow).breakOn("enough").indexAs("round"))
            .step("silent", Stub.nothing())
            .step("never", Task.call(() -> 1).returns("w").when("x", 4));

    RunResult result = eagleray().parameter("x", 3).run(pipeline);

    assertThat(result.error()).isEmpty();
    assertThat(result.number("y")).hasValue(9);
    assertThat(result.number("z")).hasValue(6);
    assertThat(result.number("n")).hasValue(3);
    assertThat(result.parameter("w")).isEmpty();
  }

  @Test
  void whatALambdaThrowsFailsTheRunWithItsPlace() {
    Pipeline pipeline =
        Pipeline.named("failing")
            .step(
                "boom",
                Task.call(() -> {
                  throw new IllegalStateException("no rows");
                }));

    RunResult result = eagleray().run(pipeline);

    assertThat(result.status()).isEqualTo(RunStatus.FAILED);
    assertThat(result.error())
        .hasValueSatisfying(text -> assertThat(text).contains("IllegalStateException: no rows"));
  }

  @Test
  void aFailedRunIsRetriedInTheProgramAndWhatSucceededIsNotCalledAgain() {
    AtomicInteger calls = new AtomicInteger();
    AtomicBoolean mended = new AtomicBoolean();
    Pipeline pipeline =
        Pipeline.named("failing")
            .step("count", Task.call(calls::incrementAndGet).returns("calls"))
            .step(
                "gate",
                Task.call(
                        () -> {
                          if (!mended.get()) {
                            throw new IllegalStateException("closed");
                          }
                          return "open";
                        })
                    .returns("gate"));
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    eagleray().showing(new PrintStream(shown, true, StandardCharsets.UTF_8)).run(pipeline);
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("after mending retry(pipeline, \"r1\") in your program");
    mended.set(true);

    RunResult result = eagleray().retry(pipeline, "r1");

    assertThat(result.isSuccess()).isTrue();
    assertThat(result.parameter("gate")).contains(Json.of("open"));
    assertThat(calls).hasValue(1);
  }

  @Test
  void aParameterThatNobodyGivesIsToldBeforeAnythingRunsWithTheLineOfTheProgram() {
    AtomicInteger calls = new AtomicInteger();
    Pipeline pipeline =
        Pipeline.named("missing")
            .step("first", Task.call(calls::incrementAndGet))
            .step("second", Task.call(X, x -> x).returns("y"));

    assertThatThrownBy(() -> eagleray().run(pipeline))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("EaglerayTest.java:")
        .hasMessageContaining("\"x\"");
    assertThat(calls).hasValue(0);
  }

  @Test
  void parametersAtTheStartAreValuesOfAnyKind() {
    Pipeline pipeline =
        Pipeline.named("given")
            .step(
                "join",
                Task.call(
                        Parameter.text("word"),
                        Parameter.integer("count"),
                        (word, count) -> word.repeat(count))
                    .returns("joined"));

    RunResult result = eagleray().parameter("word", "12").parameter("count", 3).run(pipeline);

    assertThat(result.parameter("joined")).contains(Json.of("121212"));
  }

  @Test
  void aLambdaOnAClusterIsRefusedWithWhatToNameInstead() {
    Pipeline pipeline =
        Pipeline.named("away")
            .step(
                "tune",
                Ray.tune(
                    Task.call(X, x -> Map.of("loss", x)).returns("tuned"),
                    Search.minimize("loss").uniform("x", 0, 1).at("http://127.0.0.1:1")));

    assertThatThrownBy(() -> eagleray().run(pipeline))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"tune\" is a lambda")
        .hasMessageContaining("Class::method");
  }

  @Test
  void aRunIsNotTakenUpWithAPipelineOfOtherSteps() {
    AtomicInteger calls = new AtomicInteger();
    Task failing =
        Task.call(() -> {
          throw new IllegalStateException("no");
        });
    eagleray().run(Pipeline.named("changing").step("boom", failing));
    Pipeline changed =
        Pipeline.named("changing")
            .step("boom", Task.call(calls::incrementAndGet))
            .step("more", Task.call(calls::incrementAndGet));

    assertThatThrownBy(() -> eagleray().retry(changed, "r1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the pipeline has changed since run r1 began")
        .hasMessageContaining("more");
    assertThatThrownBy(() -> eagleray().resume(changed, "r1"))
        .isInstanceOf(InvalidInputException.class);
    assertThat(calls).hasValue(0);
  }

  @Test
  void aRunIsTakenUpWithTheTimesAndTriesThatThePipelineHasNow() {
    AtomicInteger calls = new AtomicInteger();
    Task failing =
        Task.call(() -> {
          calls.incrementAndGet();
          throw new IllegalStateException("no");
        });
    eagleray().run(Pipeline.named("changing").step("boom", failing));

    eagleray().retry(Pipeline.named("changing").step("boom", failing.retry(3)), "r1");

    assertThat(calls).hasValue(1 + 3);
  }

  @Test
  void lambdasThatReturnNothingAreRun() {
    Queue<Object> seen = new ConcurrentLinkedQueue<>();
    Parameter<Integer> a = Parameter.integer("a");
    Parameter<Integer> b = Parameter.integer("b");
    Parameter<Integer> c = Parameter.integer("c");
    Parameter<Integer> d = Parameter.integer("d");
    Pipeline pipeline =
        Pipeline.named("nothing")
            .step("none", Task.run(seen::clear))
            .step("one", Task.run(a, seen::add))
            .step("two", Task.run(a, b, (x, y) -> seen.add(x + y)))
            .step("three", Task.run(a, b, c, (x, y, z) -> seen.add(x + y + z)))
            .step("four", Task.run(a, b, c, d, (x, y, z, w) -> seen.add(x + y + z + w)));

    RunResult result =
        eagleray()
            .parameter("a", 1)
            .parameter("b", 2)
            .parameter("c", 3)
            .parameter("d", 4)
            .run(pipeline);

    assertThat(result.error()).isEmpty();
    assertThat(seen).containsExactly(1, 3, 6, 10);
  }

  @Test
  void aValueAtTheStartThatALambdaCannotTakeIsRefusedBeforeAnythingRuns() {
    AtomicInteger calls = new AtomicInteger();
    Pipeline pipeline =
        Pipeline.named("misfit")
            .step("first", Task.call(calls::incrementAndGet))
            .step("second", Task.call(Parameter.integer("v"), v -> v + 1).returns("w"));

    assertThatThrownBy(() -> eagleray().parameter("v", "abc").run(pipeline))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step \"second\": the parameter \"v\"")
        .hasMessageContaining("abc");
    assertThat(calls).hasValue(0);
  }

  @Test
  void anInterruptOfTheThreadThatRunsAPipelineCancelsTheRun() {
    Thread runs = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    Pipeline pipeline =
        Pipeline.named("interrupted")
            .step(
                "long",
                Task.run(() -> {
                  runs.interrupt();
                  never.await();
                }))
            .step("after", Task.call(calls::incrementAndGet));

    RunResult result = eagleray().run(pipeline);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(calls).hasValue(0);
  }

  @Test
  @Tag("slow")
  void methodsOfTheProgramAreCalledInAWorkerByClassAndName() {
    Pipeline pipeline =
        Pipeline.named("worker")
            .step("twice", Task.java(EaglerayTest.class, "twice").returns("doubled"));

    RunResult result = eagleray().parameter("x", 21).run(pipeline);

    assertThat(result.error()).isEmpty();
    assertThat(result.number("doubled")).hasValue(42);
  }

  @Test
  void aRunThatIsShownPrintsALineForEachStep() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pipeline pipeline = Pipeline.named("shown").step("one", Task.call(() -> 1).returns("one"));

    eagleray().showing(new PrintStream(out, true, StandardCharsets.UTF_8)).run(pipeline);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("run r1")
        .contains("one")
        .contains("SUCCESS");
  }

  @Test
  void whatARunSuggestsFindsTheRun() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Files.writeString(folder.resolve("my config.yaml"), "run-log-store: {type: segments}\n");

    eagleray()
        .state(Path.of("my state"))
        .config(Path.of("my config.yaml"))
        .showing(new PrintStream(out, true, StandardCharsets.UTF_8))
        .run(Pipeline.named("shown").step("one", Stub.nothing()));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("eagleray report r1 --state 'my state' --config 'my config.yaml'");
  }

  @Test
  void theConfigFileAndTheSecretsAreThoseThatTheCommandsFind() throws IOException {
    Pipeline pipeline =
        Pipeline.named("told")
            .step(
                "a",
                Task.shell("[ $CONFIGURED_SECRET = seven ] && export told=7")
                    .returns("told")
                    .secrets("CONFIGURED_SECRET"));
    Files.writeString(folder.resolve("secrets.env"), "CONFIGURED_SECRET=seven\n");
    Files.writeString(
        folder.resolve("eagleray-config.yaml"),
        """
        run-log-store: {type: segments, config: {log_folder: logs}}
        secrets: {type: dotenv, config: {location: secrets.env}}
        """);
    Files.writeString(folder.resolve("mocked.yaml"), "pipeline-executor: {type: mocked}\n");

    assertThat(eagleray().run(pipeline).number("told")).hasValue(7);
    assertThat(folder.resolve("logs/r1")).isDirectory();
    assertThat(eagleray().config(Path.of("mocked.yaml")).run(pipeline).number("told")).isEmpty();
    assertThatThrownBy(() -> eagleray().config(Path.of("none.yaml")).run(pipeline))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.yaml  there is no such file");
  }
}
