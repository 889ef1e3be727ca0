package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eagleray.engine.python.Interpreters;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebook steps, in real kernels. */
@Tag("slow")
class NotebookRunTest {
  @TempDir Path folder;

  /** The packages are among those of the tests; a developer may do without. */
  @BeforeAll
  static void packagesAreThere() throws IOException, InterruptedException {
    String python =
        new Interpreters(System.getenv()).find(Optional.empty()).executable().toString();
    Process process = new ProcessBuilder(python, "-c", "import nbclient, ipykernel").start();
    boolean there = process.waitFor() == 0;
    assumeTrue(there || System.getenv("CI") != null, "nbclient and ipykernel are not installed");
  }

  /** A notebook with these cells of code; the first one is tagged. */
  private static String notebook(String... cells) {
    String written =
        Arrays.stream(cells)
            .map(cell ->
                "{\"cell_type\": \"code\", \"execution_count\": null, \"outputs\": [], \"metadata\":"
                    + " {\"tags\": [%s]}, \"source\": %s}"
                        .formatted(
                            cell.equals(cells[0]) ? "\"parameters\"" : "", Json.of(cell).text()))
            .collect(Collectors.joining(",\n"));
    return """
    {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [
    %s]}
    """
        .formatted(written);
  }

  @Test
  void aNotebookTakesParametersHandsOnItsReturnsAndLeavesItsOutputInTheCatalog()
      throws IOException {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write(
          "books/explore.ipynb",
          notebook("rows = []", "total = sum(rows)\nprint('total', total)", "model = {total}"));
      engine.write(
          "steps.py", "def use(model, total):\n    return [type(model).__name__, total]\n");
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  explore:
                    command_type: notebook
                    command: books/explore.ipynb
                    returns: [{name: total, kind: metric}, {name: model, kind: object}]
                  use: {command: steps.use, returns: [used]}
              """,
              "rows=[1, 2, 39]");
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("used")).isEqualTo(Json.parse("[\"set\",42]"));
      assertThat(folder.resolve(".eagleray/runs/r1/logs/explore-1.log"))
          .content()
          .contains("total 42\n");
      Path home = Files.createDirectory(folder.resolve("home"));
      assertThat(engine.engine().catalog().get("r1", "books/explore-explore_out.ipynb", home))
          .hasSize(1);
      assertThat(home.resolve("books/explore-explore_out.ipynb"))
          .content()
          .contains("rows = [1, 2, 39]")
          .contains("total 42");
      StepState step = state.step(new StepPath("explore")).orElseThrow();
      assertThat(step.files()).hasSize(1);
    }
  }

  @Test
  void aNotebookInALoopFindsTheIndexInItsEnvironment() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("look.ipynb", notebook("x = 1", "import os\nseen = os.environ['turn']"));
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  again:
                    type: loop
                    max_iterations: 2
                    index_as: turn
                    branch: {steps: {look: {command_type: notebook, command: look.ipynb, returns: [seen]}}}
              """);
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("seen")).isEqualTo(Json.of("1"));
    }
  }

  @Test
  void aFailedNotebookNamesItsCellAndLeavesItsOutputToo() throws IOException {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("train.ipynb", notebook("rate = 1", "x = 1\nraise ValueError('no rows')"));
      RunState state =
          engine.run("dag: {steps: {train: {command_type: notebook, command: train.ipynb}}}");
      assertThat(state.status()).isEqualTo(RunStatus.FAILED);
      StepState step = state.step(new StepPath("train")).orElseThrow();
      assertThat(step.failure().orElseThrow().message()).isEqualTo("no rows");
      assertThat(step.failure().orElseThrow().at()).hasValue("train.ipynb, cell 2, line 2");
      Path home = Files.createDirectory(folder.resolve("home"));
      assertThat(engine.engine().catalog().get("r1", "train-train_out.ipynb", home)).hasSize(1);
    }
  }

  @Test
  void whatCannotRunIsToldBeforeAnythingRuns() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("broken.ipynb", "no notebook");
      assertThatThrownBy(() ->
              engine.run(
                  """
                  dag:
                    steps:
                      a: {command_type: notebook, command: missing.ipynb}
                      b: {command_type: notebook, command: train.py}
                      c: {command_type: notebook, command: broken.ipynb}
                      d:
                        type: ray
                        task: {command_type: notebook, command: broken.ipynb, returns: [x]}
                        ray: {ray_cluster: {address: local}}
                  """))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("there is no file \"missing.ipynb\"")
          .hasMessageContaining("the command of a notebook is its file, which ends in .ipynb")
          .hasMessageContaining("broken.ipynb is no notebook")
          .hasMessageContaining("a Ray step runs a function or a script");
      assertThat(engine.engine().store().exists("r1")).isFalse();
    }
  }
}
