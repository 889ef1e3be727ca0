package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that cannot become the argument that it is given for is told before anything runs. */
@Tag("slow")
class GivenValuesTest {
  private static final String JAVA =
      """
      import io.eagleray.trial.Trial;
      import java.time.LocalDate;
      import java.util.List;
      import java.util.Map;
      public class Fn {
        enum Mode { FAST, SLOW; static { System.exit(7); } }
        record Row(int x) { Row { System.exit(7); } }
        static int one(int n) { return n; }
        static double rate(double r) { return r; }
        static boolean flag(boolean f) { return f; }
        static String text(String t) { return t; }
        static Object mode(Mode m) { return m; }
        static Object date(LocalDate d) { return d; }
        static Object rows(List<Row> l) { return l; }
        static Map<String, Object> train(double x, int n, Trial trial) { return Map.of("score", x); }
      }
      """;
  private static final String PYTHON =
      """
      import datetime, enum
      class Mode(enum.Enum):
          FAST = 1
      def one(n: int): return n
      def mode(m: Mode): return 1
      def date(d: datetime.date): return 1
      def rows(l: list[int]): return l
      """;

  @TempDir Path folder = Path.of("");
  private Workplace place = new Workplace(folder);

  @BeforeEach
  void writeFunctions() {
    place = new Workplace(folder);
    place.write("Fn.java", JAVA);
    place.write("fn.py", PYTHON);
  }

  private static String step(String type, String command) {
    return """
    dag:
      steps:
        before: {type: stub}
        a: {command_type: %s, command: "%s"}
    """
        .formatted(type, command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java   | Fn.java::one  | n=abc      | \"n\" must be int, but is the text \"abc\"",
        "java   | Fn.java::one  | n=1.5      | \"n\" must be int, but is the number 1.5, which would lose digits",
        "java   | Fn.java::rate | r=fast     | \"r\" must be double, but is the text \"fast\"",
        "java   | Fn.java::flag | f=yes      | \"f\" must be boolean, but is the text \"yes\"",
        "java   | Fn.java::text | t=5        | \"t\" must be String, but is the number 5",
        "java   | Fn.java::mode | m=quick    | \"m\" must be Mode, but is the text \"quick\"; it has [FAST, SLOW]",
        "java   | Fn.java::date | d=today    | \"d\" must be LocalDate, but is the text \"today\"",
        "java   | Fn.java::rows | l=[{\"x\": 1}, {\"y\": 2}] | \"l\"[1] must be Row, which has a component \"x\"",
        "python | fn.one        | n=abc      | \"n\" (declared int) needs a whole number, not 'abc'",
        "python | fn.mode       | m=quick    | \"m\" (declared fn.Mode) needs one of the Mode: FAST, not 'quick'",
        "python | fn.date       | d=today    | \"d\" (declared datetime.date) needs a date such as",
        "python | fn.rows       | l=[1, \"x\"] | \"l\" (declared list[int]) at [1]: needs a whole number, not 'x'"
      })
  void itIsToldAtTheStepThatTakesIt(String type, String command, String parameter, String message) {
    int code = place.runPipeline(step(type, command), "-P", parameter);
    assertThat(code).as(place.out() + place.err()).isEqualTo(ExitCode.INPUT);
    assertThat(place.err())
        .startsWith("pipeline.yaml:4:")
        .contains(
            "  step \"a\": the parameter " + message,
            "1 problem, nothing was run. See docs/pipeline.md#parameters");
    assertThat(place.out()).isEmpty();
    assertThat(folder.resolve(".eagleray/runs/r1/logs/a-1.log")).doesNotExist();
  }

  @Test
  void oneOfAFileIsToldAtItsPlaceThere() {
    String file = place.write("params.yaml", "r: 0.5\nn: abc\n").toString();
    place.write("pipeline.yaml", step("java", "Fn.java::one"));
    assertThat(place.run("validate", "pipeline.yaml", "-p", file)).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).startsWith(file + ":2:4  step \"a\": the parameter \"n\" must be int");
    assertThat(place.run("validate", "pipeline.yaml", "-p", file, "-P", "n=3"))
        .as(place.err())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java   | Fn.java::one  | n=3.0",
        "java   | Fn.java::rate | r=1",
        "java   | Fn.java::text | t=abc",
        "java   | Fn.java::mode | m=SLOW",
        "python | fn.one        | n=\"3\"",
        "python | fn.mode       | m=FAST",
        "python | fn.date       | d=2026-01-31"
      })
  void whatCanBeConvertedIsNotRefused(String type, String command, String parameter) {
    place.write("pipeline.yaml", step(type, command));
    assertThat(place.run("validate", "pipeline.yaml", "-P", parameter)).as(place.err()).isZero();
  }

  @Test
  void aValueThatAStepReplacesIsNotHeldToWhatTakesIt() {
    int code =
        place.runPipeline(
            """
            dag:
              steps:
                make: {command_type: shell, command: "export n=3", returns: [n]}
                a: {command_type: java, command: "Fn.java::one"}
            """,
            "-P",
            "n=abc");
    assertThat(code).as(place.err()).isZero();
  }

  @Test
  void ofASearchWhatIsSearchedIsNotHeldToIt() {
    String search =
        """
        dag:
          steps:
            tune:
              type: ray
              task: {command_type: java, command: "Fn.java::train", returns: [tuned]}
              ray:
                ray_tune:
                  search_space: {x: {type: uniform, low: 0, high: 1}}
                  metric: score
                  mode: max
                  num_samples: 2
        """;
    assertThat(place.runPipeline(search, "-P", "x=abc", "-P", "n=3")).as(place.err()).isZero();
    place.write("pipeline.yaml", search);
    assertThat(place.run("validate", "pipeline.yaml", "-P", "n=abc")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("step \"tune\": the parameter \"n\" must be int");
  }

  @Test
  void aSecretThatIsGivenAsAValueIsNotShown() {
    place.write(".env", "TOKEN=very-secret-token\n");
    String yaml =
        "dag: {steps: {a: {command_type: java, command: \"Fn.java::one\", secrets: [TOKEN]}}}\n";
    assertThat(place.runPipeline(yaml, "-P", "n=very-secret-token")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("\"n\" must be int").doesNotContain("very-secret-token");
  }
}
