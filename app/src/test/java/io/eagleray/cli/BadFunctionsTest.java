package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that are not there, or cannot be called, are told before anything runs. */
@Tag("slow")
class BadFunctionsTest {
  @TempDir Path folder = Path.of("");

  private String refused(Workplace place, String yaml, String... arguments) {
    assertThat(place.runPipeline(yaml, arguments)).as(place.err()).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("nothing was run.").doesNotContain("\tat ", "Traceback");
    return place.err();
  }

  @Test
  void javaClassesAndMethodsThatAreNotThere() {
    Workplace place = new Workplace(folder);
    place.write(
        "Fn.java",
        """
        public class Fn {
          public static int one(int n) { return n + 1; }
          public static int twice(int n) { return 2 * n; }
          public static int twice(double n) { return 2; }
          public static int needs(int rows) { return rows; }
        }
        """);
    place.write(
        "Broken.java", "public class Broken {\n  public static int one() { return 1 }\n}\n");
    assertThat(
            refused(
                place,
                """
                dag:
                  steps:
                    a: {command_type: java, command: "Fn.java::onee"}
                    b: {command_type: java, command: "Fnn.java::one"}
                    c: {command_type: java, command: "com.acme.Nope::one"}
                    d: {command_type: java, command: "Fn.java::twice"}
                    e: {command_type: java, command: "Fn.java::needs"}
                    f: {command_type: java, command: "Fn.java"}
                    g: {command_type: java, command: "Broken.java::one"}
                """))
        .contains("Broken.java:2:", "';' expected")
        .contains("pipeline.yaml:3:", "class Fn has no method \"onee\"; did you mean \"one\"?")
        .contains("pipeline.yaml:4:", "there is no file \"Fnn.java\"", "did you mean \"Fn.java\"?")
        .contains("pipeline.yaml:5:", "there is no class com.acme.Nope on the class path")
        .contains("pipeline.yaml:6:", "twice(double), twice(int)")
        .contains("pipeline.yaml:7:", "step \"e\" needs the parameter \"rows\"")
        .contains("pipeline.yaml:8:", "File.java::method")
        .contains("7 problems");
  }

  @Test
  void pythonModulesAndFunctionsThatAreNotThere() {
    Workplace place = new Workplace(folder);
    place.write("fn.py", "def one(n: int):\n    return n + 1\n");
    place.write("broken.py", "def one(:\n    pass\n");
    place.write("boom.py", "import os\nraise ValueError('no luck')\ndef one():\n    pass\n");
    place.write("quits.py", "import os\nos._exit(4)\ndef one():\n    pass\n");
    assertThat(
            refused(
                place,
                """
                dag:
                  steps:
                    a: {command: fn.onee}
                    b: {command: fnn.one}
                    c: {command: fn}
                    d: {command: fn.one}
                    e: {command: broken.one}
                    f: {command: boom.one}
                    g: {command: quits.one}
                """))
        .contains("pipeline.yaml:3:", "the module \"fn\" has no function \"onee\"; did you mean")
        .contains("pipeline.yaml:4:", "there is no module \"fnn\"")
        .contains("pipeline.yaml:5:", "dotted path")
        .contains("pipeline.yaml:6:", "step \"d\" needs the parameter \"n\"")
        .contains("broken.py:1:", "invalid syntax")
        .contains("boom.py:2:", "importing \"boom.one\" failed: ValueError: no luck")
        .contains("pipeline.yaml:9:", "importing \"quits.one\" ended the interpreter")
        .contains("7 problems");
  }

  @Test
  void requirementsThatCannotBeInstalled() {
    Workplace place = new Workplace(folder);
    place.write("fn.py", "def one():\n    return 1\n");
    place.write("requirements.txt", "--no-index\nnot-there-at-all==1.0\n");
    assertThat(
            refused(
                place,
                """
                dag:
                  steps:
                    a: {command: fn.one, environment: requirements.txt}
                    b: {command: fn.one, environment: requirement.txt}
                """))
        .contains("pipeline.yaml:3:", "not-there-at-all==1.0", "install.log")
        .contains("pipeline.yaml:4:", "requirement.txt", "did you mean \"requirements.txt\"?");
  }

  @Test
  void noInterpreterIsTheEnvironmentsFault() {
    Workplace place = new Workplace(folder);
    Path broken = place.write("python", "#!/bin/sh\nexit 127\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();
    place.write("fn.py", "def one():\n    return 1\n");
    assertThat(
            place.runPipeline(
                "dag: {steps: {a: {command: fn.one}}}\n", "--python", broken.toString()))
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(place.err()).contains(broken.toString()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void noPythonAtAllIsTheEnvironmentsFault() throws InterruptedException {
    Workplace place = new Workplace(folder).with("PATH", folder.toString()).with("VIRTUAL_ENV", "");
    place.write("fn.py", "def one():\n    return 1\n");
    place.write("pipeline.yaml", "dag: {steps: {a: {command: fn.one}}}\n");
    assertThat(place.runProcess("", "run", "pipeline.yaml")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(place.err()).contains("no Python: python3 is not on the PATH", "--python");
  }
}
