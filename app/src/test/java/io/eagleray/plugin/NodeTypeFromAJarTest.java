package io.eagleray.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind of node with steps inside, that the project knows nothing of. */
@Tag("slow")
final class NodeTypeFromAJarTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          again:
            type: twice
            retry: {max_attempts: 2}
            branch:
              steps:
                double:
                  command_type: shell
                  command: "echo double >> ran.txt; export total=$((total * 2))"
                  returns: [total]
                gate:
                  command_type: shell
                  command: "echo gate >> ran.txt; %s"
          end:
            command_type: shell
            command: "export result=$((total + 100))"
            returns: [{name: result, kind: metric}]
      """;

  @TempDir static Path jars;
  private static Path jar = Path.of("");
  @TempDir Path folder;
  private CommandLine eagleray = new CommandLine(jar, List.of());

  @BeforeAll
  static void makeJar() throws IOException {
    jar = PluginJar.of(jars);
  }

  @BeforeEach
  void useJar() {
    eagleray = new CommandLine(folder, List.of(jar));
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), text);
  }

  private List<String> ran() throws IOException {
    return Files.readAllLines(folder.resolve("ran.txt"));
  }

  private CommandLine.Ended run() throws IOException, InterruptedException {
    return eagleray.run(
        "run", "pipeline.yaml", "--run-id", "r1", "-P", "total=1", "--output", "json");
  }

  @Test
  void itsStepsRunUnderDottedPathsAndPassParametersOn() throws Exception {
    write(PIPELINE.formatted("true"));

    CommandLine.Ended ended = run();

    assertThat(ended.code()).as(ended.err()).isEqualTo(0);
    assertThat(ended.document().object("parameters").integer("total")).hasValue(4);
    assertThat(ended.document().object("metrics").integer("result")).hasValue(104);
    assertThat(paths(ended.document()))
        .containsExactlyInAnyOrder(
            "again",
            "again.first.double",
            "again.first.gate",
            "again.second.double",
            "again.second.gate",
            "end");
  }

  private static List<String> paths(JsonObject document) {
    return ((JsonArray) Objects.requireNonNull(document.fields().get("steps")))
        .items().stream().map(step -> ((JsonObject) step).text("path").orElseThrow()).toList();
  }

  @Test
  void aRunThatIsKilledInsideItGoesOnThere() throws Exception {
    // The shell's parent is the worker, whose parent is the command line.
    write(
        PIPELINE.formatted(
            "test -f killed || { touch killed; kill -9 $(cut -d' ' -f4 /proc/$PPID/stat); sleep 30; }"));

    CommandLine.Ended killed = run();
    CommandLine.Ended resumed = eagleray.run("resume", "r1", "--output", "json");

    assertThat(killed.code()).isEqualTo(137);
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(0);
    assertThat(resumed.document().object("metrics").integer("result")).hasValue(104);
    assertThat(ran()).containsExactly("double", "gate", "gate", "double", "gate");
  }

  @Test
  void whatFailedInsideStartsAgainAndWhatSucceededDoesNot() throws Exception {
    write(PIPELINE.formatted("test $(wc -l < ran.txt) -ge 6"));

    CommandLine.Ended failed = run();
    CommandLine.Ended retried = eagleray.run("retry", "r1", "--output", "json");
    CommandLine.Ended mended = eagleray.run("retry", "r1", "--output", "json");

    assertThat(failed.code()).as(failed.err()).isEqualTo(1);
    assertThat(retried.code()).as(retried.err()).isEqualTo(1);
    assertThat(mended.code()).as(mended.err()).isEqualTo(0);
    assertThat(ran())
        .as("two attempts of the node in each run: only the gate runs again")
        .containsExactly("double", "gate", "gate", "gate", "gate", "gate", "double", "gate");
  }

  @Test
  void aChangeInsideItIsRefusedOnRetry() throws Exception {
    write(PIPELINE.formatted("false"));
    run();
    write(PIPELINE.formatted("false").replace("gate:", "door:"));

    CommandLine.Ended retried = eagleray.run("retry", "r1");

    assertThat(retried.code()).isEqualTo(2);
    assertThat(retried.err()).contains("again.branch.gate");
  }

  @Test
  void whatIsWrongInsideItIsToldWithItsPlace() throws Exception {
    write(PIPELINE.formatted("true").replaceFirst("returns:", "retruns:"));

    CommandLine.Ended ended = eagleray.run("validate", "pipeline.yaml", "-P", "total=1");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("pipeline.yaml:11:13").contains("retruns").contains("returns");
  }

  @Test
  void withoutTheJarItsTypeIsUnknown() throws Exception {
    write(PIPELINE.formatted("true"));

    CommandLine.Ended ended =
        new CommandLine(folder, List.of()).run("validate", "pipeline.yaml", "-P", "total=1");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("unknown type \"twice\"");
  }
}
