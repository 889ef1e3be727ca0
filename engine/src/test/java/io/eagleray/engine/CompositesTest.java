package io.eagleray.engine;

import static io.eagleray.engine.CompositeSteps.java;
import static io.eagleray.engine.CompositeSteps.paths;
import static io.eagleray.engine.CompositeSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code parallel}, {@code conditional} and {@code loop}. */
@Tag("slow")
class CompositesTest {
  private static final String FUNCTIONS =
      """
      import java.util.List;
      import java.util.Map;

      public class Functions {
        public static int one(int base) {
          return base + 1;
        }

        public static int two(int base) {
          return base + 2;
        }

        public static Map<String, Object> grow(int total, int round) {
          return Map.of("total", total * 2 + round, "done", total > 20);
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

  private static String shell(String command) {
    return "{command_type: shell, command: \"" + command + "\"}";
  }

  private static String pipeline(String node) {
    return "dag:\n  steps:\n    s: " + node + "\n";
  }

  private static String parallel(String first, String second, String more) {
    return pipeline(
        "{type: parallel, branches: {a: {steps: {do: "
            + first
            + "}}, b: {steps: {do: "
            + second
            + "}}}"
            + more
            + "}");
  }

  @Test
  void parallelBranchesReadWhatIsAroundThemAndGiveWhatTheyReturn() {
    RunState state = engine.run(parallel(java("one", "x"), java("two", "y"), ""), "base=10");

    assertThat(engine.value("x")).isEqualTo(Json.of(11));
    assertThat(engine.value("y")).isEqualTo(Json.of(12));
    assertThat(paths(state)).containsExactlyInAnyOrder("s", "s.a.do", "s.b.do");
  }

  @Test
  void parallelBranchesRunAtTheSameTime() {
    String waits =
        "{command_type: shell, resources: {num_cpus: 0.5}, command: \"touch %s; until test -e %s; do sleep 0.05; done\"}";

    RunState state =
        engine.run(
            parallel(waits.formatted("a", "b"), waits.formatted("b", "a"), ", timeout: 60s"));

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void whatABranchLeavesIsDurableWhileAnotherStillRuns() {
    String quick = "{command_type: shell, resources: {num_cpus: 0.5}, command: 'true'}";
    String waits = quick.replace("true", "until test -e durable; do sleep 0.05; done");
    RunListener onceDurable =
        (event, state) -> {
          if (event.body() instanceof RunEvent.StepEnded end
              && end.path().text().equals("s.a.do")) {
            engine.write("durable", "");
          }
        };

    RunState state =
        engine.run(parallel(quick, waits, ", timeout: 60s"), onceDurable, new CancellationSource());

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void twoParallelBranchesThatReturnTheSameNameAreRefused() {
    String yaml = parallel(java("one", "x"), java("two", "x"), "");

    assertThatThrownBy(() -> engine.run(yaml, "base=1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pipeline.yaml:3:")
        .hasMessageContaining("branches \"a\" and \"b\" of step \"s\" both return \"x\"")
        .hasMessageContaining("reducer: {x: list}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"list | [11,12]", "{x: sum} | 23", "last | 12"})
  void aReducerSaysWhatBecomesOfANameOfTwoBranches(String reducer, String value) {
    engine.run(parallel(java("one", "x"), java("two", "x"), ", reducer: " + reducer), "base=10");

    assertThat(engine.value("x")).isEqualTo(Json.parse(value));
  }

  @Test
  void aParallelBranchThatFailedIsTheOneThatIsRetried() {
    RunState failed =
        engine.run(
            parallel(shell("echo a >> ran.txt"), shell("echo b >> ran.txt; test -e mended"), ""));
    engine.write("mended", "");
    RunState retried = engine.retry();

    assertThat(failed.failure().orElseThrow().message()).startsWith("branch b: ");
    assertThat(retried.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactlyInAnyOrder("a", "b", "b");
  }

  private static String choose(String more) {
    return pipeline(
        "{type: conditional, parameter: what, branches: {yes: {steps: {do: "
            + java("one", "x")
            + "}}, 0.5: {steps: {do: "
            + java("two", "x")
            + "}}, true: {steps: {do: "
            + java("two", "x")
            + "}}}"
            + more
            + "}");
  }

  @ParameterizedTest
  @CsvSource({"'\"yes\"', 11, s.yes.do", "0.50, 12, s.0%2e5.do", "true, 12, s.true.do"})
  void aConditionalWalksTheBranchThatTheValueNames(String what, long x, String path) {
    RunState state = engine.run(choose(""), "base=10", "what=" + what);

    assertThat(engine.value("x")).isEqualTo(Json.of(x));
    assertThat(paths(state)).containsExactlyInAnyOrder("s", path);
  }

  @Test
  void aValueThatNoBranchHasGoesToTheDefault() {
    RunState state =
        engine.run(
            choose(", default: {steps: {do: " + java("one", "x") + "}}"), "base=0", "what=7");

    assertThat(engine.value("x")).isEqualTo(Json.of(1));
    assertThat(paths(state)).contains("s.default.do");
  }

  @Test
  void aValueThatNoBranchHasIsAFailureWithoutADefault() {
    RunState state = engine.run(choose(""), "base=0", "what=no");

    assertThat(state.status()).isEqualTo(RunStatus.FAILED);
    assertThat(state.failure().orElseThrow().message())
        .contains("\"what\" is \"no\"", "yes, 0.5, true", "no default");
    assertThat(step(state, "s").failure().orElseThrow().at()).hasValue("pipeline.yaml:3:39");
  }

  private static String loop(String more) {
    return pipeline(
        "{type: loop, branch: {steps: {do: " + java("grow", "total, done") + "}}" + more + "}");
  }

  @Test
  void aLoopReadsWhatItReturnedBeforeAndEndsOnItsParameter() {
    RunState state =
        engine.run(loop(", max_iterations: 100, break_on: done, index_as: round"), "total=10");

    // 10 → 20 → 41 → 84; "done" looks at what was there before.
    assertThat(engine.value("total")).isEqualTo(Json.of(84));
    assertThat(paths(state)).containsExactlyInAnyOrder("s", "s.0.do", "s.1.do", "s.2.do");
  }

  @Test
  void aLoopEndsAfterSoManyIterations() {
    RunState state = engine.run(loop(", max_iterations: 2, index_as: round"), "total=1");

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.value("total")).isEqualTo(Json.of(5));
  }

  @Test
  void whatEndsALoopMustBeTrueOrFalse() {
    RunState state =
        engine.run(loop(", max_iterations: 2, break_on: total, index_as: round"), "total=1");

    assertThat(state.failure().orElseThrow().message())
        .isEqualTo("break_on: the parameter \"total\" must be true or false, but is 2");
  }

  @Test
  void aLoopThatFailedGoesOnInTheIterationThatFailed() {
    RunState failed =
        engine.run(
            pipeline(
                "{type: loop, max_iterations: 3, index_as: i, branch: {steps: {do: "
                    + shell("echo $i >> ran.txt; test $i -ne 1 -o -e mended")
                    + "}}}"));
    engine.write("mended", "");
    RunState retried = engine.retry();

    assertThat(failed.failure().orElseThrow().message()).startsWith("iteration 1: ");
    assertThat(retried.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.lines("ran.txt")).containsExactly("0", "1", "1", "2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: parallel} | 3:5 | needs \"branches\"",
        "{type: parallel, branches: {}} | 3:35 | branches of step \"s\" names no branch, and must name at least one: branches: {first: {steps: {…}}}",
        "{type: conditional, branches: {a: {steps: {do: {type: stub}}}}} | 3:5 | needs \"parameter\"",
        "{type: conditional, parameter: p, branches: {a: {steps: {do: {type: stub}}}}} | 3:39 | needs the parameter \"p\"",
        "{type: loop, max_iterations: 2} | 3:5 | needs \"branch\"",
        "{type: loop, branch: {steps: {do: {type: stub}}}} | 3:5 | needs \"max_iterations\"",
        "{type: loop, max_iterations: 2, break_on: z, branch: {steps: {do: {type: stub}}}} | 3:50 | needs the parameter \"z\"",
        "{type: loop, max_iterations: 2, branch: {steps: {do: {type: lop}}}} | 3:68 | did you mean \"loop\"",
      })
  void whatIsWrongWithThemIsToldBeforeTheRun(String node, String place, String message) {
    assertThatThrownBy(() -> engine.run(pipeline(node)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("pipeline.yaml:" + place);
  }
}
