package io.eagleray.dsl.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.dsl.Branch;
import io.eagleray.dsl.Conditional;
import io.eagleray.dsl.MapOver;
import io.eagleray.dsl.Parameter;
import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Ray;
import io.eagleray.dsl.Returned;
import io.eagleray.dsl.Search;
import io.eagleray.dsl.Stub;
import io.eagleray.dsl.Task;
import io.eagleray.dsl.TypeOf;
import io.eagleray.json.JsonObject;
import io.eagleray.testkit.Workspace;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines in Java code, as files. */
final class PipelineInCodeTest {
  @TempDir Path folder;

  private List<String> errors(Pipeline pipeline) {
    return new Workspace(folder)
        .file("pipeline.yaml", pipeline.written(folder).document().text())
        .errors();
  }

  private static JsonObject step(Pipeline pipeline, String name) {
    return pipeline.written(Path.of("/")).document().object("dag").object("steps").object(name);
  }

  @Test
  void aPipelineWithEveryKeyReadsAsAFileWithoutProblems() {
    Pipeline pipeline =
        Pipeline.named("all of them")
            .description("every key")
            .dependencies("org.tribuo:tribuo-regression-tree:4.3.2")
            .classPath("lib")
            .step(
                "load",
                Task.python("rows.load")
                    .returns(Returned.object("rows"), Returned.metric("count"))
                    .secrets("TOKEN")
                    .gets("*.csv")
                    .puts("out.csv")
                    .cpus(2)
                    .retry(3, Duration.ofMillis(1500))
                    .cached(Duration.ofDays(7))
                    .timeout(Duration.ofHours(1))
                    .onFailure("tell"))
            .step(
                "tune",
                Ray.tune(
                    Task.java("com.acme.Model::train").returns("tuned"),
                    Search.minimize("loss")
                        .uniform("a", 0, 1)
                        .logUniform("b", 1e-4, 0.1)
                        .integer("c", 1, 5)
                        .choice("d", 16, "x", true)
                        .parameter("e", "quniform", Map.of("low", 0, "high", 1, "q", 0.1))
                        .samples(10)
                        .seed(7)
                        .algorithm("tpe")
                        .scheduler("ASHAScheduler", Map.of("max_t", 10))
                        .at("local")
                        .cpus(1)
                        .set("ray_tune.fail_fast", true)))
            .step("sure", Task.shell("true").cached().when("not count").set("command", "false"))
            .step("silent", Stub.nothing().next("success"))
            .step("tell", Task.shell("echo failed"));

    assertThat(errors(pipeline)).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithTheLineOfTheProgramThatMadeTheStep() {
    Pipeline pipeline = Pipeline.named("wrong").step("load", Task.python("m.f").set("retruns", 1));

    assertThat(errors(pipeline))
        .singleElement()
        .asString()
        .matches("(?s)PipelineInCodeTest\\.java:\\d+ .*retruns.*returns.*");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithThatLineToo() {
    Pipeline pipeline =
        Pipeline.named("wrong").step("tune", Ray.node(Task.python("m.f"), "none.yaml"));

    assertThat(errors(pipeline))
        .singleElement()
        .asString()
        .matches("(?s)PipelineInCodeTest\\.java:\\d+ .*none\\.yaml.*");
  }

  @Test
  void functionsAreCalledByThePathsOfTheirSteps() {
    Task function = Task.call(Parameter.number("x"), x -> x + 1).returns("y");
    Pipeline pipeline =
        Pipeline.named("functions")
            .step("alone", function)
            .step("each", MapOver.items(List.of(1, 2), "x", Branch.of("inside", function)))
            .step("tune", Ray.tune(function, Search.minimize("y").uniform("x", 0, 1)));

    assertThat(pipeline.written(folder).functions().keySet())
        .containsExactlyInAnyOrder("alone", "each.inside", "tune");
    assertThat(step(pipeline, "alone").text("command")).contains("alone");
    assertThat(step(pipeline, "tune").object("task").text("command")).contains("tune");
  }

  private record Row(String name, Optional<Integer> size) {}

  @Test
  void itemsMayBeRecordsArraysDatesAndNull() {
    List<?> items =
        Arrays.asList(
            new Row("a", Optional.of(1)),
            new Row("b", Optional.empty()),
            new double[] {0.5, 1},
            LocalDate.of(2026, 1, 31),
            new BigDecimal("0.1"),
            0.1f,
            null);
    Branch branch = Branch.of("inside", Stub.nothing());

    assertThat(step(Pipeline.named("p").step("each", MapOver.items(items, "x", branch)), "each"))
        .extracting(each -> each.get("iterate_on").orElseThrow().text())
        .isEqualTo(
            "[{\"name\":\"a\",\"size\":1},{\"name\":\"b\",\"size\":null},[0.5,1.0],"
                + "\"2026-01-31\",0.1,0.1,null]");
    assertThatThrownBy(() -> MapOver.items(List.of(new Object()), "x", branch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("not a java.lang.Object");
  }

  @Test
  void aBranchMayBeForAText() {
    Branch branch = Branch.of("inside", Stub.nothing());
    Conditional choose = Conditional.on("size").when("small", branch).when(2, branch);

    assertThat(
            step(Pipeline.named("p").step("choose", choose), "choose").object("branches").fields())
        .containsOnlyKeys("small", "2");
  }

  @Test
  void twoStepsOfOneNameAreRefused() {
    Pipeline pipeline = Pipeline.named("p").step("a", Stub.nothing());

    assertThatThrownBy(() -> pipeline.step("a", Stub.nothing()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a\"");
  }

  @Test
  void addingAStepLeavesThePipelineThatWasThereAsItIs() {
    Pipeline one = Pipeline.named("p").step("a", Stub.nothing());

    Pipeline left = one.step("b", Stub.nothing()).step("c", Stub.nothing());
    Pipeline right = one.step("c", Stub.nothing()).step("d", Stub.nothing());

    assertThat(steps(one)).containsExactly("a");
    assertThat(steps(left)).containsExactly("a", "b", "c");
    assertThat(steps(right)).containsExactly("a", "c", "d");
    assertThat(steps(left.step("d", Stub.nothing()))).containsExactly("a", "b", "c", "d");
  }

  private static Set<String> steps(Pipeline pipeline) {
    return pipeline
        .written(Path.of("/"))
        .document()
        .object("dag")
        .object("steps")
        .fields()
        .keySet();
  }

  @Test
  void aParameterOfATypeWithArgumentsKeepsThem() {
    assertThat(Parameter.of("rows", new TypeOf<List<String>>() {}).type().getTypeName())
        .isEqualTo("java.util.List<java.lang.String>");
  }

  @Test
  void mapsAndSetsWithoutAnOrderAreWrittenTheSameInEachProcess() {
    Search search =
        Search.minimize("loss")
            .scheduler(
                "asha",
                Map.of(
                    "h", 1, "d", 2, "b", 3, "f", 4, "a", 5, "g", 6, "e", 7, "c", 8, "j", 9, "i", 0))
            .set("ray_tune.points", Set.of("h", "d", "b", "f", "a", "g", "e", "c", "j", "i"))
            .uniform("x", 0, 1);
    JsonObject tune =
        step(Pipeline.named("p").step("t", Ray.tune(Task.python("m.f"), search)), "t")
            .object("ray")
            .object("ray_tune");

    assertThat(tune.object("scheduler").fields().keySet())
        .containsExactly("type", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    assertThat(tune.get("points").orElseThrow().text())
        .isEqualTo("[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"]");
    assertThat(tune.object("search_space").object("x").fields().keySet())
        .containsExactly("type", "low", "high");
  }

  @Test
  void mapsWithAnOrderKeepIt() {
    Map<String, Integer> ordered = new LinkedHashMap<>();
    ordered.put("b", 1);
    ordered.put("a", 2);

    assertThat(item(ordered)).isEqualTo("[{\"b\":1,\"a\":2}]");
  }

  /** The list of that one item, as the file has it. */
  private static String item(Object item) {
    MapOver each = MapOver.items(List.of(item), "x", Branch.of("inside", Stub.nothing()));
    return step(Pipeline.named("p").step("each", each), "each")
        .get("iterate_on")
        .orElseThrow()
        .text();
  }

  @Test
  void aDurationIsAsTheFileHasItInASettingAndAsFunctionsReturnItInAValue() {
    Duration time = Duration.ofSeconds(5);
    Search search = Search.minimize("loss").choice("wait", time);
    Pipeline pipeline =
        Pipeline.named("p")
            .step("a", Stub.nothing().timeout(time).when("wait", time))
            .step("t", Ray.tune(Task.python("m.f"), search));

    assertThat(step(pipeline, "a").text("timeout")).contains("5000ms");
    assertThat(step(pipeline, "a").object("when").text("is")).contains("PT5S");
    assertThat(item(time)).isEqualTo("[\"PT5S\"]");
    assertThat(
            step(pipeline, "t")
                .object("ray")
                .object("ray_tune")
                .object("search_space")
                .object("wait")
                .get("choices")
                .orElseThrow()
                .text())
        .isEqualTo("[\"PT5S\"]");
  }

  @Test
  void aTimeLongerThanAnyIsToldWithTheLineOfTheProgram() {
    Pipeline pipeline =
        Pipeline.named("p")
            .step("a", Task.shell("true").timeout(Duration.ofSeconds(Long.MAX_VALUE)));

    assertThat(errors(pipeline))
        .singleElement()
        .asString()
        .matches("(?s)PipelineInCodeTest\\.java:\\d+ .*timeout.*must be a duration.*");
  }

  private enum Mode {
    FAST;

    @Override
    public String toString() {
      return "the fast one";
    }
  }

  @Test
  void anEnumIsItsNameAlsoForABranchAndAsAKey() {
    Conditional choose =
        Conditional.on("mode").when(Mode.FAST, Branch.of("inside", Stub.nothing()));

    assertThat(
            step(Pipeline.named("p").step("choose", choose), "choose").object("branches").fields())
        .containsOnlyKeys("FAST");
    assertThat(item(Map.of(Mode.FAST, Mode.FAST))).isEqualTo("[{\"FAST\":\"FAST\"}]");
  }

  @Test
  void twoKeysThatAreWrittenTheSameAreRefused() {
    assertThatThrownBy(() -> item(Map.of(1, "a", "1", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two keys of a map are written \"1\"");
  }

  @Test
  void countersKeepAllTheirDigits() {
    assertThat(item(new AtomicLong(9007199254740993L))).isEqualTo("[9007199254740993]");
  }

  @Test
  void whatATextHoldsCanBeReadInTheFile() {
    assertThat(
            errors(
                Pipeline.named("p")
                    .description("a\u007fb\u009bc\ufeffd\uffffe\u0085f")
                    .step("a", Stub.nothing())))
        .isEmpty();
  }

  @Test
  void theCpusOfATaskAreAddedToItsOtherResources() {
    Task task = Task.shell("true").set("resources", Map.of("memory", "2GB")).cpus(2);

    assertThat(step(Pipeline.named("p").step("a", task), "a").object("resources").text())
        .isEqualTo("{\"memory\":\"2GB\",\"num_cpus\":2.0}");
  }

  @Test
  void aSearchSpaceHoldsFiniteNumbers() {
    Search search = Search.minimize("loss");

    assertThatThrownBy(() -> search.choice("clip", 1.0, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"clip\"");
    assertThatThrownBy(() -> search.uniform("x", 0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"x\"");
  }
}
