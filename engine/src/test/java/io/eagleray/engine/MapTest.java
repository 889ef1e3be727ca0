package io.eagleray.engine;

import static io.eagleray.engine.CompositeSteps.java;
import static io.eagleray.engine.CompositeSteps.map;
import static io.eagleray.engine.CompositeSteps.paths;
import static io.eagleray.engine.CompositeSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class MapTest {
  private static final String FUNCTIONS =
      """
      import java.util.List;
      import java.util.Map;

      public class Functions {
        public static int square(int n) {
          return n * n;
        }

        public static int plus(int n, int base) {
          return n + base;
        }

        public static Object same(Object item) {
          return item;
        }

        public static List<Integer> below(int n) {
          return java.util.stream.IntStream.range(0, n).boxed().toList();
        }

        public static int spread(List<Integer> values) {
          return values.stream().mapToInt(v -> v).max().orElse(0)
              - values.stream().mapToInt(v -> v).min().orElse(0);
        }

        public static int breaks(List<Integer> values) {
          throw new IllegalStateException("cannot");
        }

        public static int two(int a, int b) {
          return a;
        }

        public static double metric(int n) {
          return n / 2.0;
        }
      }
      """;

  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void open() {
    engine = new TestEngine(folder);
    engine.write("Functions.java", FUNCTIONS);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatItsBranchesReturnIsAListInTheOrderOfTheItems() {
    engine.run(map("ns", "n", java("square", "x"), ""), "ns=[5,1,4]");

    assertThat(engine.value("x")).isEqualTo(Json.parse("[25,1,16]"));
  }

  @Test
  void itsStepsAreNamedByTheIndexOfTheItem() {
    RunState state = engine.run(map("[3, 3]", "n", java("square", "x"), ""));

    assertThat(paths(state)).containsExactlyInAnyOrder("each", "each.0.do", "each.1.do");
  }

  @Test
  void aBranchReadsTheParametersAroundIt() {
    engine.run(map("[1, 2]", "n", java("plus", "x"), ""), "base=100");

    assertThat(engine.value("x")).isEqualTo(Json.parse("[101,102]"));
  }

  @Test
  void itemsMayBeEqualHoldDotsOrBeMappings() {
    String items = "[\"a.csv\",0.5,{\"a.b\":[1]},\"a.csv\",null,\"\"]";

    engine.run(map("items", "item", java("same", "x"), ""), "items=" + items);

    assertThat(engine.value("x")).isEqualTo(Json.parse(items));
  }

  @Test
  void anEmptyListMapsToNothing() {
    RunState state = engine.run(map("ns", "n", java("square", "x"), ""), "ns=[]");

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.value("x")).isEqualTo(Json.parse("[]"));
    assertThat(paths(state)).containsExactly("each");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "min | [1, .nan, 2] | 1",
        "min | [.nan, 1] | 1",
        "max | [1, .nan, 2] | 2",
        "max | [.nan, 1.5] | 1.5",
        "max | [.nan, -.inf] | {\"$eagleray.number\":\"-Infinity\"}",
        "min | [.nan, .nan] | {\"$eagleray.number\":\"NaN\"}",
        "max | [.nan, .nan] | {\"$eagleray.number\":\"NaN\"}",
      })
  void theLeastAndTheGreatestAreNumbersWhereThereAreAny(
      String reducer, String items, String value) {
    engine.run(map("ns", "item", java("same", "x"), "reducer: " + reducer), "ns=" + items);

    assertThat(engine.value("x")).isEqualTo(Json.parse(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list | [9,1,4]",
        "sum | 14",
        "mean | 4.666666666666667",
        "min | 1",
        "max | 9",
        "first | 9",
        "last | 4",
        "count | 3",
        "'\"lambda *x: sum(x)\"' | 14",
        "'\"lambda *x: max(x)\"' | 9",
        "'\"lambda *values: min(*values)\"' | 1",
        "'\"lambda *z: [i for i in z]\"' | [9,1,4]",
        "'\"lambda *v: sum(v) / len(v)\"' | 4.666666666666667",
        "'\"lambda *x: x[-1]\"' | 4",
        "{x: last} | 4",
        "Functions.java::spread | 8",
      })
  void aReducerMakesOneValueOfThem(String reducer, String value) {
    engine.run(map("ns", "n", java("square", "x"), "reducer: " + reducer), "ns=[3,1,2]");

    assertThat(engine.value("x")).isEqualTo(Json.parse(value));
  }

  @Test
  void mappingsAreMerged() {
    engine.run(
        map("items", "item", java("same", "x"), "reducer: merge"),
        "items=[{\"a\":1,\"b\":1},{\"b\":2}]");

    assertThat(engine.value("x")).isEqualTo(Json.parse("{\"a\":1,\"b\":2}"));
  }

  @Test
  void theMeanOfMetricsIsAMetric() {
    RunState state =
        engine.run(map("[2, 4]", "n", java("metric", "{name: m, kind: metric}"), "reducer: mean"));

    assertThat(Objects.requireNonNull(state.parameters().get("m")).kind().word())
        .isEqualTo("metric");
    assertThat(engine.value("m")).isEqualTo(Json.of(1.5));
  }

  @Test
  void aMapInAMapGoesOverAListThatItsBranchMade() {
    engine.run(
        """
        dag:
          steps:
            outer:
              type: map
              iterate_on: [1, 3]
              iterate_as: n
              branch:
                steps:
                  make: %s
                  inner:
                    type: map
                    iterate_on: ns
                    iterate_as: n
                    branch: {steps: {do: %s}}
                    reducer: sum
        """
            .formatted(java("below", "ns"), java("plus", "x")),
        "base=10");

    assertThat(engine.value("x")).isEqualTo(Json.parse("[10,33]"));
    assertThat(engine.value("ns")).isEqualTo(Json.parse("[[0],[0,1,2]]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: map, iterate_on: ns, iterate_as: n, branch: {steps: {do: DO}}} | 3:32 | needs the parameter \"ns\"",
        "{type: map, iterate_on: given, iterate_as: n, branch: {steps: {do: DO}}} | 3:32 | the parameter \"given\" must be a list, but is 7",
        "{type: map, iterate_on: 5, iterate_as: n, branch: {steps: {do: DO}}} | 3:32 | must be the name of a parameter or a list",
        "{type: map, iterate_as: n, branch: {steps: {do: DO}}} | 3:5 | needs \"iterate_on\"",
        "{type: map, iterate_on: [1], iterate_as: n} | 3:5 | needs \"branch\"",
        "{type: map, iterate_on: [1], iterate_as: m, branch: {steps: {do: DO}}} | 3:103 | needs the parameter \"n\"",
        "{type: map, iterate_on: [1], iterate_as: n, reducer: summ, branch: {steps: {do: DO}}} | 3:61 | not \"summ\"; did you mean \"sum\"?",
        "{type: map, iterate_on: [1], iterate_as: n, reducer: {y: sum}, branch: {steps: {do: DO}}} | 3:65 | names \"y\", which no branch returns",
        "{type: map, iterate_on: [1], iterate_as: n, reducer: 'lambda *x: exit(x)', branch: {steps: {do: DO}}} | 3:61 | this lambda is not understood",
        "{type: map, iterate_on: [1], iterate_as: n, reducer: 'Functions.java::two', branch: {steps: {do: DO}}} | 3:61 | must take one argument",
        "{type: map, iterate_on: [1], iterate_as: n, reducer: 'Functions.java::spred', branch: {steps: {do: DO}}} | 3:61 | spread",
        "{type: map, iterate_on: [1], iterate_as: n, max_parallel: 0, branch: {steps: {do: DO}}} | 3:66 | must be an integer, 1 or more",
        "{type: map, iterate_on: [1], iterate_as: n, max_paralel: 2, branch: {steps: {do: DO}}} | 3:52 | max_parallel",
      })
  void whatIsWrongWithItIsToldBeforeTheRun(String step, String place, String message) {
    String yaml = "dag:\n  steps:\n    m: " + step.replace("DO", java("square", "x")) + "\n";

    assertThatThrownBy(() -> engine.run(yaml, "given=7"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("pipeline.yaml:" + place);
    assertThat(engine.engine().store().runs()).isEmpty();
  }

  @Test
  void aListThatAStepMadeAndThatIsNoneFailsTheStepWithThePlace() {
    RunState state =
        engine.run(
            """
            dag:
              steps:
                make: %s
                each:
                  type: map
                  iterate_on: x
                  iterate_as: n
                  branch: {steps: {do: %s}}
            """
                .formatted(java("square", "x"), java("square", "y")),
            "n=2");

    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(step(state, "each").failure().orElseThrow().message())
        .contains("the parameter \"x\" must be a list, but is 4");
    assertThat(step(state, "each").failure().orElseThrow().at()).hasValue("pipeline.yaml:6:19");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Functions.java::breaks", "merge"})
  void aReducerThatFailsFailsTheStepAndOnlyItIsRunAgain(String reducer) {
    RunState state = engine.run(map("[1, 2]", "n", java("square", "x"), "reducer: " + reducer));

    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(step(state, "each").failure().orElseThrow().message()).contains("of \"x\": ");
    RunState retried = engine.retry();
    assertThat(step(retried, "each").attempt()).isEqualTo(2);
    assertThat(step(retried, "each.0.do").attempt()).isEqualTo(1);
  }

  @Test
  void noMoreBranchesThanAllowedAreUnderWayAtOnce() {
    engine.run(
        map(
            "[1, 2, 3, 4, 5, 6]",
            "n",
            "{command_type: shell, command: 'true', resources: {num_cpus: 0}}",
            "max_parallel: 2"));

    assertThat(mostAtOnce()).isLessThanOrEqualTo(2);
  }

  @Test
  void noMoreStepsRunAtOnceThanThereAreCpus() {
    engine.run(
        map(
            "[1, 2, 3, 4, 5, 6]",
            "n",
            "{command_type: shell, command: 'true', resources: {num_cpus: 1000}}",
            ""));

    assertThat(mostAtOnce()).isEqualTo(1);
  }

  @Test
  void branchesThatNeedNoCpuRunAtTheSameTime() {
    // Each waits for the others.
    String command = "touch at-$n; while test $(ls at-* | wc -l) -lt 8; do sleep 0.05; done";
    RunState state =
        engine.run(
            map(
                "[1, 2, 3, 4, 5, 6, 7, 8]",
                "n",
                "{command_type: shell, command: \"" + command + "\", resources: {num_cpus: 0}}",
                "timeout: 60s"));

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
  }

  private int mostAtOnce() {
    int now = 0;
    int most = 0;
    for (Event event : engine.events()) {
      now +=
          switch (event.body()) {
            case RunEvent.StepStarted started when started.path().isNested() -> 1;
            case RunEvent.StepEnded ended when ended.path().isNested() -> -1;
            default -> 0;
          };
      most = Math.max(most, now);
    }
    return most;
  }

  @Test
  void aSearchRunsInABranch() {
    engine.write("Steady.java", Studies.STEADY);
    RunState state =
        engine.run(
            """
            dag:
              steps:
                each:
                  type: map
                  iterate_on: [1, 2]
                  iterate_as: n
                  branch:
                    steps:
                      search:
                        type: ray
                        task: {command_type: java, command: 'Steady.java::train', returns: [found]}
                        ray:
                          ray_tune:
                            num_samples: 3
                            metric: height
                            mode: max
                            seed: 1
                            search_space: {x: {type: uniform, low: 0, high: 1}}
            """);

    assertThat(state.status()).as(String.valueOf(state.failure())).isEqualTo(RunStatus.SUCCESS);
    assertThat(state.trials(new StepPath("each.0.search"))).hasSize(3);
    assertThat(state.trials(new StepPath("each.1.search"))).hasSize(3);
  }

  @Test
  void aThousandItemsRunInOrderOfTheirIndex() {
    engine.run(map("ns", "n", java("square", "x"), "reducer: sum"), "ns=" + numbers(1_000));

    assertThat(engine.value("x")).isEqualTo(Json.of(332_833_500L));
  }

  @Tag("slow")
  @Test
  void aHundredThousandItemsEachRunOnce() {
    RunState state =
        engine.run(map("ns", "n", java("square", "x"), "reducer: sum"), "ns=" + numbers(100_000));

    assertThat(engine.value("x")).isEqualTo(Json.of(100 * 332_833_500L));
    assertThat(state.steps()).hasSize(100_001);
  }

  /** A JSON list of 0 to 999, over and over. */
  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(index -> Integer.toString(index % 1_000))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
