package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Config files, as the commands find and use them. */
@Tag("slow")
class ConfigTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          make:
            type: task
            command_type: shell
            command: mkdir -p data && echo hello > data/a.txt && export word=hello
            returns: [word]
            catalog: {put: ["*.txt"]}
      """;

  @TempDir Path folder = Path.of("");
  private Workplace work = new Workplace(folder);

  @BeforeEach
  void work() {
    work = new Workplace(folder);
  }

  private void config(String name, String store, String catalog) {
    work.write(name, "run-log-store: " + store + "\ncatalog: " + catalog + "\n");
  }

  @Test
  void laterCommandsFindTheRunWithTheSameConfig() {
    config(
        "c.yaml",
        "{type: file-system, config: {log_folder: logs}}",
        "{type: file-system, config: {catalog_location: files, compute_data_folder: data}}");

    assertThat(work.runPipeline(PIPELINE, "--config", "c.yaml")).as(work.err()).isZero();

    assertThat(work.out()).contains("--config c.yaml");
    assertThat(folder.resolve("logs/eagleray.db")).exists();
    assertThat(folder.resolve("files/objects")).exists();
    assertThat(folder.resolve(".eagleray/eagleray.db")).doesNotExist();
    assertThat(work.run("show", "r1", "-c", "c.yaml")).isZero();
    assertThat(work.run("resume", "r1", "-c", "c.yaml")).isZero();
    assertThat(work.run("get", "r1", "a.txt", "-o", "back.txt", "-c", "c.yaml")).isZero();
    assertThat(folder.resolve("back.txt")).hasContent("hello");
    assertThat(work.run("report", "r1", "-o", "r.html", "-c", "c.yaml")).isZero();
    assertThat(work.run("list", "-c", "c.yaml")).isZero();
    assertThat(work.out()).contains("r1");
    assertThat(work.run("list")).isZero();
    assertThat(work.out()).contains("no runs in .eagleray/");
    assertThat(work.run("rm", "r1", "-c", "c.yaml")).isZero();
    assertThat(work.run("show", "r1", "-c", "c.yaml")).isEqualTo(2);
    assertThat(work.err()).contains("there are no runs in logs");
  }

  @Test
  void theConfigOfTheWorkingDirectoryIsUsedAndTheEnvironmentsGoesBeforeIt() {
    config("runnable-config.yaml", "{type: file-system, config: {log_folder: here}}", USUAL);
    assertThat(work.runPipeline(PIPELINE.replace("*.txt", "data/*.txt"))).isZero();
    assertThat(folder.resolve("here/eagleray.db")).exists();

    config("other.yaml", "{type: file-system, config: {log_folder: there}}", USUAL);
    work.with("EAGLERAY_CONFIG", "other.yaml");
    assertThat(work.run("list")).isZero();
    assertThat(work.out()).contains("no runs in there");
  }

  private static final String USUAL = "{type: folder}";

  @Test
  void aRunInMemoryLeavesNoLog() {
    config("c.yaml", "{type: buffered}", "{type: do-nothing}");

    assertThat(work.runPipeline(PIPELINE, "-c", "c.yaml")).as(work.err()).isZero();

    assertThat(work.out()).contains("SUCCESS");
    assertThat(Files.exists(folder.resolve(".eagleray/eagleray.db"))).isFalse();
    assertThat(work.run("list", "-c", "c.yaml")).isZero();
    assertThat(work.out()).contains("no runs in the memory of this process");
  }

  @Test
  void whereNoFilesAreKeptStepsThatHaveSomeAreTakenFromNoEarlierRun() {
    config("c.yaml", "{type: sqlite}", "{type: do-nothing}");
    String pipeline =
        """
        dag:
          steps:
            a: {command_type: shell, command: "echo a >> ran; cp in out", catalog: {put: [out]}, cache: true}
            b: {command_type: shell, command: "cat out >> ran", catalog: {get: [out]}, cache: true}
            c: {command_type: shell, command: "echo c >> ran", cache: true}
        """;
    work.write("in", "1\n");
    assertThat(work.runPipeline(pipeline, "-c", "c.yaml")).as(work.err()).isZero();
    work.write("in", "2\n");
    assertThat(work.run("run", "pipeline.yaml", "-c", "c.yaml")).as(work.err()).isZero();

    assertThat(folder.resolve("ran")).hasContent("a\n1\nc\na\n2\n");
    assertThat(work.out() + work.err())
        .contains("it gets or puts files, and the catalog keeps none");
  }

  @Test
  void aConfigThatIsWrongIsToldBeforeAnythingRuns() {
    work.write(
        "c.yaml",
        "run-log-store: {type: sqlit}\ncatalog: {type: folder, config: {x: 1}}\n"
            + "executor: {type: local}\n");

    assertThat(work.runPipeline(PIPELINE, "-c", "c.yaml")).isEqualTo(2);

    assertThat(work.err())
        .contains("c.yaml:1:23  unknown run-log-store \"sqlit\"; did you mean \"sqlite\"?")
        .contains("c.yaml:2:34  unknown key \"x\" in catalog.config")
        .contains(
            "c.yaml:3:1   unknown key \"executor\";"
                + " write \"pipeline-executor\", or \"job-executor\" for job run");
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(work.run("list", "-c", "none.yaml")).isEqualTo(2);
    assertThat(work.err()).contains("none.yaml  there is no such file");
  }

  @Test
  void aDataFolderOutsideOfTheWorkingDirectoryIsRefused() {
    work.write("c.yaml", "catalog: {type: folder, config: {compute_data_folder: ../x}}\n");

    assertThat(work.runPipeline(PIPELINE, "-c", "c.yaml")).isEqualTo(2);
    assertThat(work.err()).contains("must be a folder inside the working directory");
  }
}
