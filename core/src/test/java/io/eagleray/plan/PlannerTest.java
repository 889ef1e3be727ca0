package io.eagleray.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.testkit.Functions;
import io.eagleray.testkit.Kinds;
import io.eagleray.testkit.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  private static final String THREE =
      """
      dag:
        steps:
          prepare: {command: m.prepare, returns: [table, size]}
          tune:
            command: m.tune
            returns: [best]
          evaluate: {command: m.evaluate}
      """;

  @TempDir Path folder;

  private Workspace pipeline(String text) {
    return new Workspace(folder).file("pipeline.yaml", text);
  }

  @Test
  void aSoundPipelineHasAPlan() {
    Plan plan =
        pipeline(THREE)
            .plan(Functions.of("m.prepare()", "m.tune(table, other=)", "m.evaluate(best, size)"));
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.signatures()).hasSize(3);
    assertThat(plan.contracts())
        .hasEntrySatisfying(
            "prepare", contract -> assertThat(contract.gives()).containsExactly("table", "size"));
  }

  @Test
  void aParameterThatNobodyReturnsIsNamedWithWhatIsThere() {
    assertThat(
            pipeline(THREE)
                .errors(
                    Functions.of("m.prepare()", "m.tune(rows, tabel)", "m.evaluate(best, last)")))
        .containsExactly(
            "pipeline.yaml:5:16  step \"tune\" needs the parameter \"rows\", which no step before it"
                + " returns (\"prepare\" returns: table, size)",
            "pipeline.yaml:5:16  step \"tune\" needs the parameter \"tabel\", which no step before it"
                + " returns (\"prepare\" returns: table, size); did you mean \"table\"?",
            "pipeline.yaml:7:25  step \"evaluate\" needs the parameter \"last\", which no step before"
                + " it returns (\"prepare\" returns: table, size; \"tune\" returns: best)");
  }

  @Test
  void aParameterThatIsReturnedLaterIsNamedSo() {
    assertThat(pipeline(THREE).errors(Functions.of("m.prepare(best)", "m.tune()", "m.evaluate()")))
        .containsExactly(
            "pipeline.yaml:3:24  step \"prepare\" needs the parameter \"best\", which no step before"
                + " it returns (\"tune\" returns it, but runs later)");
  }

  @Test
  void initialParametersCount() {
    Workspace workspace = pipeline(THREE).parameter("rows", Json.of(3));
    assertThat(
            workspace.errors(Functions.of("m.prepare(rows)", "m.tune(rows, cols)", "m.evaluate()")))
        .containsExactly(
            "pipeline.yaml:5:16  step \"tune\" needs the parameter \"cols\", which no step before it"
                + " returns (given at the start: rows; \"prepare\" returns: table, size)");
  }

  @Test
  void aValueGivenAtTheStartMustFitTheArgumentsThatItIsFor() {
    Workspace workspace =
        pipeline(THREE).parameter("number", Json.of("many")).parameter("other", Json.of("any"));
    assertThat(
            workspace.errors(
                Functions.of("m.prepare(other)", "m.tune(number=)", "m.evaluate(number)")))
        .containsExactly(
            "pipeline.yaml:5:16  step \"tune\": the parameter \"number\" must be a number,"
                + " not \"many\"",
            "pipeline.yaml:7:25  step \"evaluate\": the parameter \"number\" must be a number,"
                + " not \"many\"");
  }

  @Test
  void aValueThatAStepMayReplaceIsNotHeldToTheArgument() {
    String text =
        """
        dag:
          steps:
            a: {command: m.a, on_failure: mend}
            b: {command: m.b, returns: [number], next: c}
            mend: {command: m.mend, next: c}
            c: {command: m.c}
        """;
    Workspace workspace = pipeline(text).parameter("number", Json.of("many"));
    assertThat(workspace.errors(Functions.of("m.a()", "m.b()", "m.mend()", "m.c(number)")))
        .isEmpty();
  }

  @Test
  void aFailedStepGivesNothing() {
    String text =
        """
        dag:
          steps:
            a: {command: m.a, returns: [x], on_failure: mend}
            mend: {command: m.mend}
            b: {command: m.b}
        """;
    assertThat(pipeline(text).errors(Functions.of("m.a()", "m.mend(x)", "m.b(x)")))
        .containsExactly(
            "pipeline.yaml:4:21  step \"mend\" needs the parameter \"x\", which no step before it"
                + " returns (\"a\" returns it, but has not succeeded there)");
  }

  @Test
  void aParameterThatIsSetOnSomePathsOnlyIsAWarning() {
    Workspace workspace =
        pipeline(
            """
            dag:
              steps:
                a: {command: m.a, returns: [x], on_failure: mend}
                mend: {command: m.mend, returns: [y], next: b}
                b: {command: m.b}
                c: {command: m.c, returns: [x]}
                d: {command: m.d}
            """);
    assertThat(workspace.errors(Functions.of("m.a()", "m.mend()", "m.b(x, y)", "m.c()", "m.d(x)")))
        .isEmpty();
    assertThat(workspace.warnings())
        .containsExactly(
            "pipeline.yaml:5:18  warning: step \"b\" needs the parameter \"x\", which is not set on"
                + " every path to it, only by \"a\", \"c\"",
            "pipeline.yaml:5:18  warning: step \"b\" needs the parameter \"y\", which is not set on"
                + " every path to it, only by \"mend\"");
  }

  @Test
  void twoPathsThatBothSetAParameterAreEnough() {
    Workspace workspace =
        pipeline(
            """
            dag:
              steps:
                a: {command: m.a, returns: [x], on_failure: mend}
                mend: {command: m.mend, returns: [x], next: b}
                b: {command: m.b}
            """);
    assertThat(workspace.errors(Functions.of("m.a()", "m.mend()", "m.b(x)"))).isEmpty();
    assertThat(workspace.warnings()).isEmpty();
  }

  @Test
  void aCycleShowsItsPath() {
    assertThat(
            pipeline(
                    """
                    dag:
                      steps:
                        a: {command: m.f}
                        b: {command: m.f}
                        c: {command: m.f, next: a}
                    """)
                .errors(Functions.OPEN))
        .containsExactly("pipeline.yaml:5:29  the steps form a cycle: a → b → c → a");
  }

  @Test
  void aCycleThroughFailureIsOneToo() {
    assertThat(
            pipeline("dag: {steps: {a: {command: m.f, on_failure: b}, b: {command: m.f, next: a}}}")
                .errors(Functions.OPEN))
        .singleElement()
        .asString()
        .endsWith("the steps form a cycle: a → b → a");
  }

  @Test
  void linksToNoStepNameTheNearest() {
    assertThat(
            pipeline(
                    """
                    dag:
                      steps:
                        train: {command: m.f, on_failure: cleenup}
                        cleanup: {command: m.f, next: tain}
                    """)
                .errors(Functions.OPEN))
        .containsExactly(
            "pipeline.yaml:3:39  step \"train\" goes to \"cleenup\", which is no step; did you mean"
                + " \"cleanup\"?",
            "pipeline.yaml:4:35  step \"cleanup\" goes to \"tain\", which is no step; did you mean"
                + " \"train\"?");
  }

  @Test
  void anUnreachableStepIsAnErrorWhereSomeNextIsImplicit() {
    assertThat(
            pipeline(
                    """
                    dag:
                      steps:
                        a: {command: m.f, next: c}
                        b: {command: m.f, next: c}
                        c: {command: m.f}
                    """)
                .errors(Functions.OPEN))
        .containsExactly(
            "pipeline.yaml:4:5  no step leads to \"b\"; name it in a \"next\" or \"on_failure\", or"
                + " remove it");
  }

  @Test
  void aStepThatIsNoMappingHasItsPlaceInTheOrder() {
    assertThat(
            pipeline(
                    """
                    dag:
                      steps:
                        a: {command: m.f}
                        b: m.g
                        c: {command: m.f}
                    """)
                .errors(Functions.OPEN))
        .containsExactly("pipeline.yaml:4:8  dag.steps.b must be a mapping, not \"m.g\"");
  }

  @Test
  void anUnreachableStepIsAWarningWhereEveryNextIsWritten() {
    Workspace workspace =
        pipeline(
            """
            dag:
              steps:
                a: {command: m.f, next: success}
                b: {command: m.f, next: success}
            """);
    assertThat(workspace.errors(Functions.OPEN)).isEmpty();
    assertThat(workspace.warnings()).singleElement().asString().contains("no step leads to \"b\"");
  }

  @Test
  void aPipelineOfTerminalStepsIsEmpty() {
    assertThat(pipeline("dag: {steps: {success: {type: success}}}").errors(Functions.OPEN))
        .containsExactly("pipeline.yaml:1:1  the pipeline \"pipeline\" has no steps");
  }

  @Test
  void secretsFilesAndFunctionsMustExist() {
    assertThat(
            pipeline(
                    """
                    dag:
                      steps:
                        a: {command: m.aa, secrets: [TOKEN, KEY], environment: requirement.txt}
                    """)
                .file("requirements.txt", "")
                .errors(Functions.of("m.a()")))
        .containsExactly(
            "pipeline.yaml:3:18  the secret \"KEY\" is not in the environment",
            "pipeline.yaml:3:18  there is no file \"requirement.txt\" in "
                + folder
                + "; did you mean \"requirements.txt\"?",
            "pipeline.yaml:3:18  no function \"m.aa\"; did you mean \"m.a\"?");
  }

  @Test
  void aTaskThatRunsHereAndOnAClusterIsCheckedForBoth() {
    assertThat(
            pipeline(
                    """
                    dag:
                      steps:
                        tune:
                          type: ray
                          task: &fit {command: m.a, secrets: [KEY]}
                          ray: {ray_cluster: {address: auto}}
                        again: {<<: *fit}
                        more: {<<: *fit}
                    """)
                .errors(Functions.of("m.a()")))
        .containsExactly("pipeline.yaml:5:28  the secret \"KEY\" is not in the environment");
  }

  @Test
  void anEnvironmentIsAFile() {
    assertThat(
            pipeline("dag: {steps: {a: {command: m.a, environment: env}}}")
                .file("env/requirements.txt", "")
                .errors(Functions.of("m.a()")))
        .containsExactly(
            "pipeline.yaml:1:28  \"env\" is a folder; an environment is a requirements file");
  }

  @Test
  void aSearchedParameterThatHidesAnotherIsAWarning() {
    Workspace workspace =
        pipeline(
            """
            dag:
              steps:
                a: {command: m.a, returns: [x]}
                b:
                  type: ray
                  task: {command: m.b}
                  ray: {ray_tune: {metric: m, mode: max, search_space: {x: {type: uniform, low: 0, high: 1}}}}
            """);
    assertThat(workspace.errors(Functions.of("m.a()", "m.b(x)"))).isEmpty();
    assertThat(workspace.warnings())
        .containsExactly(
            "pipeline.yaml:7:61  warning: \"x\" of step \"b\" hides the parameter of that name that"
                + " \"a\" returns");
  }

  @Test
  void whatCouldNotBeReadHidesNoParameter() {
    assertThat(
            pipeline("dag: {steps: {a: {type: tusk, returns: [x]}, b: {command: m.b}}}")
                .errors(Functions.of("m.b(x)")))
        .containsExactly(
            "pipeline.yaml:1:25  unknown type \"tusk\" of step \"a\"; did you mean \"task\"?");
  }

  @Test
  void aLongPipelineIsCheckedInTimeThatGrowsWithItsLength() {
    StringBuilder text = new StringBuilder("dag:\n  steps:\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("    s%d: {command: m.f, returns: [p%d], on_failure: last}\n".formatted(i, i));
    }
    text.append("    last: {command: m.last}\n    s: {command: m.s}\n");
    Plan plan =
        pipeline(text.toString()).plan(Functions.of("m.f()", "m.last()", "m.s(p0, p2500, p4999)"));
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void fingerprintsTellWhatChanged() {
    String changed = THREE.replace("m.tune", "m.other").replace("evaluate:", "judge:");
    Plan old = pipeline(THREE).plan(Functions.OPEN);
    Plan now = pipeline(changed).plan(Functions.OPEN);
    assertThat(
            GraphFingerprints.changes(
                GraphFingerprints.of(old.pipeline(), Kinds.all()),
                GraphFingerprints.of(now.pipeline(), Kinds.all()),
                Kinds.all()))
        .containsExactly(
            "next of step \"tune\" was \"evaluate\" and is \"judge\"",
            "step \"evaluate\" was removed",
            "step \"judge\" was added");
    assertThat(
            GraphFingerprints.changes(
                GraphFingerprints.of(old.pipeline(), Kinds.all()),
                GraphFingerprints.of(old.pipeline(), Kinds.all()),
                Kinds.all()))
        .isEqualTo(List.of());
  }

  @Test
  void allProblemsOfAllFilesAreToldAtOnce() {
    String ray =
        """
        ray_tune:
          metric: accuracy
          mode: max
          search_space:
            lr: {type: loguniform, low: 0.1, high: 0.0001}
            size: {type: choice, choices: [1, 2]}
          scheduler: {type: ASHASheduler}
        """;
    assertThat(
            pipeline(
                    """
                    dag:
                      steps:
                        prepare:
                          command: m.prepare
                          returns: [table, size]
                          secretes: [TOKEN]
                        tune:
                          type: ray
                          task: {command: m.tune, returns: [best]}
                          ray_config: ray_tune.yaml
                    """)
                .file("ray_tune.yaml", ray)
                .errors(Functions.of("m.prepare()", "m.tune(rows, table, lr, size)")))
        .containsExactly(
            "pipeline.yaml:6:7  unknown key \"secretes\" in step \"prepare\"; did you mean"
                + " \"secrets\"?",
            "pipeline.yaml:9:23  step \"tune\" needs the parameter \"rows\", which no step before it"
                + " returns (\"prepare\" returns: table, size)",
            "ray_tune.yaml:5:28  search_space.lr: low (0.1) must be below high (0.0001)",
            "ray_tune.yaml:7:21  unknown scheduler \"ASHASheduler\"; did you mean"
                + " \"ASHAScheduler\"?");
  }

  @Test
  void aKindWithAGraphOfItsOwnIsReadAndChecked() {
    String text =
        """
        dag:
          steps:
            a: {command: m.a, returns: [x]}
            inner:
              type: group
              branch:
                steps:
                  b: {command: m.b, returns: [y]}
                  c: {command: m.c}
            d: {command: m.d}
        """;
    assertThat(pipeline(text).errors(Functions.of("m.a()", "m.b(x)", "m.c(x, y)", "m.d(y)")))
        .isEmpty();
    assertThat(
            pipeline(text.replace("[y]}", "[y], next: d}"))
                .errors(Functions.of("m.a()", "m.b(x)", "m.c(z)", "m.d(y)")))
        .containsExactly("pipeline.yaml:8:49  step \"b\" goes to \"d\", which is no step");
    assertThat(pipeline(text).errors(Functions.of("m.a()", "m.b(x)", "m.c(z)", "m.d(y)")))
        .containsExactly(
            "pipeline.yaml:9:24  step \"inner\" needs the parameter \"z\", which no step before it"
                + " returns (\"a\" returns: x)");
  }
}
