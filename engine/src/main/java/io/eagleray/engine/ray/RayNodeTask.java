package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Job;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.problem.Location;
import io.eagleray.problem.Topic;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeReading;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a Ray node runs: its task, or the command that {@code ray_job} names. */
final class RayNodeTask {
  private static final String SHELL = "shell";

  /** Command types whose tasks have no way to report. */
  private static final Set<String> WITHOUT_REPORTS = Set.of("notebook");

  private final NodeReading reading;
  private final MappingReader step;
  private final String key;

  private RayNodeTask(NodeReading reading) {
    this.reading = reading;
    this.step = reading.mapping();
    this.key = step.has("python_task") ? "python_task" : "task";
  }

  /** Reads it; what is wrong is told, and read as absent where nothing could run. */
  static Optional<Task> read(NodeReading reading, Optional<RayConfig> config) {
    return new RayNodeTask(reading).read(config);
  }

  private Optional<Task> read(Optional<RayConfig> config) {
    Optional<Task> task = step.mapping(key).map(reading::task).filter(this::canReport);
    Optional<Job> job = config.flatMap(RayConfig::job);
    // A node with a search and a job has been told of already, whatever it runs.
    boolean settled = config.flatMap(RayConfig::tune).isPresent();
    Optional<Task> command =
        job.flatMap(found -> found.entrypoint().map(text -> shell(text, found.entrypointAt())));
    if (command.isPresent()) {
      if (step.has(key) && !settled) {
        step.problems()
            .error(
                step.keyAt(key),
                "write \"" + key + "\" of " + name() + " or ray_job.entrypoint, not both");
      }
      return command;
    }
    if (!step.has(key)) {
      config.ifPresent(found -> tellOfNothing(found, job));
      return Optional.empty();
    }
    return job.isPresent() && !settled ? task.filter(this::isScript) : task;
  }

  private void tellOfNothing(RayConfig config, Optional<Job> job) {
    Json section = config.source().fields().get("ray_job");
    if (section == null) {
      step.problems().error(reading.at(), name() + " of type ray needs a \"task\"");
    } else if (job.isPresent()
        && section instanceof JsonObject keys
        && !keys.fields().containsKey("entrypoint")) {
      step.problems()
          .about(Topic.RAY_CONFIG)
          .error(
              job.get().at(),
              "ray_job needs an \"entrypoint\", or "
                  + name()
                  + " a \"task\" of command_type shell");
    }
  }

  private boolean canReport(Task task) {
    if (!WITHOUT_REPORTS.contains(task.commandType())) {
      return true;
    }
    step.problems()
        .about(Topic.RAY_CONFIG)
        .error(
            task.at(),
            "a Ray step runs a function or a script; a "
                + task.commandType()
                + " is a step of its own, without \"type: ray\"");
    return false;
  }

  private boolean isScript(Task task) {
    if (task.commandType().equals(SHELL)) {
      return true;
    }
    step.problems()
        .about(Topic.RAY_CONFIG)
        .error(
            task.at(),
            "ray_job runs a shell command, not a function of "
                + task.commandType()
                + ": write ray_job.entrypoint instead of the task, or command_type: shell, or leave"
                + " ray_job out");
    return false;
  }

  private String name() {
    return "step \"" + reading.name() + "\"";
  }

  private static Task shell(String command, Location at) {
    return new Task(
        SHELL,
        command,
        at,
        List.of(),
        List.of(),
        CatalogFiles.NONE,
        Optional.empty(),
        JavaSettings.NONE,
        Resources.DEFAULT,
        Task.Isolation.SHARED);
  }
}
