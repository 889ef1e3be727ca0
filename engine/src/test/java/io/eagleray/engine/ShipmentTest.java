package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.task.java.JavaTaskRunnerProvider;
import io.eagleray.engine.task.python.PythonTaskRunnerProvider;
import io.eagleray.engine.task.shell.ShellTaskRunnerProvider;
import io.eagleray.json.Json;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.Secrets;
import io.eagleray.spi.Shipment;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runners say must travel with their tasks. */
class ShipmentTest {
  @TempDir Path folder;

  private Optional<Shipment> shipment(TaskRunnerProvider provider, Task task, boolean inspected) {
    try (TaskRunner runner = provider.open(context())) {
      Problems problems = new Problems();
      if (inspected) {
        runner.inspect(task, problems);
      }
      problems.throwIfErrors();
      return runner.shipment(task);
    }
  }

  private RunnerContext context() {
    return new RunnerContext(
        folder.resolve("pipelines"),
        folder,
        folder.resolve(".eagleray"),
        folder.resolve("objects"),
        folder.resolve("logs"),
        Map.of(),
        Optional.empty(),
        new JavaSettings(List.of("lib"), List.of()),
        2,
        new NoProcesses(),
        new NoSecrets(),
        Set::of,
        line -> {},
        Optional.empty());
  }

  private static Task task(String type, String command, Optional<String> environment) {
    return new Task(
        type,
        command,
        Location.of("pipeline.yaml"),
        List.of(),
        List.of(),
        CatalogFiles.NONE,
        environment,
        JavaSettings.NONE,
        Resources.DEFAULT,
        Task.Isolation.SHARED);
  }

  @Test
  void aJavaTaskTravelsAsClassesThatAreCompiledHere() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(
        folder.resolve("Hill.java"),
        "public class Hill { public static double climb(double x, int... steps) { return x; } }");
    Task task = task("java", "Hill.java::climb", Optional.empty());

    Shipment shipment = shipment(new JavaTaskRunnerProvider(), task, true).orElseThrow();

    assertThat(shipment.kind()).isEqualTo("java");
    assertThat(shipment.command()).isEqualTo("Hill::climb");
    assertThat(shipment.parameters())
        .isEqualTo(
            Json.parse(
                "[{\"name\":\"x\",\"type\":\"double\"},{\"name\":\"steps\",\"type\":\"int[]\"}]"));
    assertThat(shipment.classPath()).hasSize(2).allMatch(Path::isAbsolute);
    assertThat(shipment.classPath().getFirst().resolve("Hill.class")).isRegularFile();
    assertThat(shipment.classPath().getLast()).isEqualTo(folder.resolve("lib"));
  }

  @Test
  void aJavaTaskThatWasNotFoundDoesNotTravel() {
    Task task = task("java", "Hill.java::climb", Optional.empty());
    assertThat(shipment(new JavaTaskRunnerProvider(), task, false)).isEmpty();
  }

  @Test
  void aPythonTaskTravelsWithItsFoldersAndItsRequirements() throws IOException {
    Files.writeString(folder.resolve("requirements.txt"), "");
    Task task = task("python", "train.train_model", Optional.of("requirements.txt"));

    Shipment shipment = shipment(new PythonTaskRunnerProvider(), task, false).orElseThrow();

    String version = shipment.version().orElseThrow();
    assertThat(version).matches("3\\.\\d+\\.\\d+");
    assertThat(shipment)
        .isEqualTo(
            Shipment.python(
                "train.train_model",
                List.of(folder.resolve("pipelines"), folder),
                Optional.of(folder.resolve("requirements.txt")),
                version));
  }

  @Test
  void aScriptTravelsAsItsText() {
    Task task = task("shell", "echo hello", Optional.empty());
    assertThat(shipment(new ShellTaskRunnerProvider(), task, true))
        .hasValue(Shipment.shell("echo hello"));
  }

  private static final class NoProcesses implements RunnerContext.ProcessListener {
    @Override
    public void started(long pid, Instant started, String what) {}

    @Override
    public void ended(long pid, Instant started) {}
  }

  private static final class NoSecrets implements Secrets {
    @Override
    public Optional<String> find(String name) {
      return Optional.empty();
    }

    @Override
    public String place() {
      return "nowhere";
    }
  }
}
