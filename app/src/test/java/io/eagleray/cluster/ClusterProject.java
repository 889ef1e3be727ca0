package io.eagleray.cluster;

import io.eagleray.commandline.CommandLine;
import io.eagleray.commandline.Waiting;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialState;
import io.eagleray.spi.UnknownRunException;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayJob;
import io.eagleray.targets.ray.cluster.RayHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a pipeline whose Ray node runs on a cluster. Trials write down what they do, one
 * line each time, into {@code effects.txt} of that folder, wherever they run.
 *
 * @param ray more keys of {@code ray_tune}, one a line
 * @param task of the node, as YAML in one line
 */
record ClusterProject(Path folder, String task, String ray) {
  static final String RUN = "r1";
  static final StepPath TUNE = new StepPath("tune");

  /** Reports five times, a tenth of a second apart; keeps an object. */
  static final String PYTHON = "command: work.train";

  /** Reports once, with an object. */
  static final String PLAIN = "command: work.plain";

  static final String JAVA = "command_type: java, command: \"Work.java::train\"";
  static final String SHELL = "command_type: shell, command: \"sh train.sh\"";

  /** A search of six trials by Ray Tune. */
  static final String BY_RAY =
      """
      search_algorithm: {type: OptunaSearch}
      num_samples: 6
      max_concurrent_trials: 2
      seed: 7
      """;

  /** The same by the native engine. */
  static final String NATIVE = "engine: native\n" + BY_RAY;

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String PIPELINE =
      """
      dag:
        steps:
          prepare: {command: work.prepare, returns: [{name: peak, kind: object}]}
          tune:
            type: ray
            task: {%s, returns: [tuned]}
            ray:
              ray_tune:
                search_space:
                  x: {type: uniform, low: 0, high: 1}
                  depth: {type: choice, choices: [2, 4, 6]}
                metric: height
                mode: max
                %s
          evaluate: {command: work.evaluate, returns: [{name: score, kind: metric}]}
      """;

  private static final String WORK =
      """
      import os, time, uuid

      class Peak:
          def __init__(self, at):
              self.at = at

      class Model:
          def __init__(self, x):
              self.x = x

      def effect(effects, line):
          with open(effects, "a") as file:
              file.write(line + "\\n")

      def prepare():
          return Peak(0.3)

      def train(x, depth, peak, effects, pace=0.1):
          who = f"trial {x} {uuid.uuid4()}"
          print("training with", x)
          for step in range(1, 6):
              time.sleep(pace)
              effect(effects, f"{who} step {step} pid {os.getpid()}")
              yield {"height": step * 0.1 + depth * 0.01 - abs(x - peak.at)}
          effect(effects, f"{who} end")
          return {"model": Model(x)}

      def plain(x, depth, peak, effects):
          effect(effects, f"trial {x} {uuid.uuid4()} step 1 pid {os.getpid()}")
          effect(effects, f"trial {x} - end")
          return {"height": depth * 0.01 - abs(x - peak.at), "model": Model(x)}

      def evaluate(tuned):
          best = tuned["best_trial"]
          if "model" in best:
              assert isinstance(best["model"], Model), best["model"]
              assert best["model"].x == tuned["best_config"]["x"]
          return tuned["best_config"]["x"]
      """;

  private static final String JAVA_SOURCE =
      """
      import io.eagleray.trial.Trial;
      import java.nio.file.*;
      import java.util.*;

      public class Work {
        public static Map<String, Object> train(double x, int depth, String effects, Trial trial)
            throws Exception {
          String who = "trial " + x + " " + UUID.randomUUID();
          for (int step = 1; step <= 5; step++) {
            effect(effects, who + " step " + step + " pid " + ProcessHandle.current().pid());
            trial.report(Map.of("height", step * 0.1 + depth * 0.01 - Math.abs(x - 0.3)));
          }
          effect(effects, who + " end");
          return Map.of("depth", depth);
        }

        private static void effect(String effects, String line) throws Exception {
          Files.writeString(
              Path.of(effects), line + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
      """;

  private static final String SCRIPT =
      """
      for step in 1 2 3 4 5; do
        echo "trial $x $$ step $step pid $$" >> "$effects"
        echo "{\\"height\\": $(awk "BEGIN {d = $x - 0.3; print $step * 0.1 + $depth * 0.01 - (d < 0 ? -d : d)}")}"
      done
      echo "trial $x $$ end" >> "$effects"
      """;

  /** Writes the pipeline. */
  static ClusterProject write(Path folder, String task, String ray) {
    ClusterProject project = new ClusterProject(folder, task, ray);
    project.write("pipeline.yaml", PIPELINE.formatted(task, ray.indent(10).strip()));
    project.write("work.py", WORK);
    project.write("Work.java", JAVA_SOURCE);
    project.write("train.sh", SCRIPT);
    return project;
  }

  void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a run on a cluster. */
  CommandLine run(RayHead cluster, String... more) {
    return runAt(cluster.dashboard().toString(), more);
  }

  /** Starts a run on the cluster at an address. */
  CommandLine runAt(String address, String... more) {
    return CommandLine.start(folder, arguments(address, more));
  }

  /** Starts a run on this machine, without a cluster. */
  CommandLine runEmbedded(String... more) {
    return CommandLine.start(folder, arguments("local", more));
  }

  String[] arguments(String address, String... more) {
    return Stream.concat(
            Stream.of(
                "run",
                "pipeline.yaml",
                "--run-id",
                RUN,
                "--python",
                RayHead.python().orElseThrow().toString(),
                "-P",
                "effects=" + folder.resolve("effects.txt"),
                "--set",
                "ray_cluster.address=" + address),
            Stream.of(more))
        .toArray(String[]::new);
  }

  CommandLine resume() {
    return CommandLine.start(folder, "resume", RUN);
  }

  /** Starts one phase of the Ray node. */
  CommandLine phase(String phase) {
    return CommandLine.start(
        folder, phase, RUN, "tune", "--python", RayHead.python().orElseThrow().toString());
  }

  /** Another working directory, with a copy of the state folder as it is now. */
  ClusterProject copied(Path elsewhere) {
    Path state = folder.resolve(".eagleray");
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.toList()) {
        Path copy = elsewhere.resolve(".eagleray").resolve(state.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ClusterProject(elsewhere, task, ray);
  }

  CommandLine retry() {
    return CommandLine.start(folder, "retry", RUN);
  }

  /** The run as its log has it now; without its first event where there is none. */
  RunState log() {
    RunState state = new RunState();
    if (Files.exists(folder.resolve(".eagleray").resolve(SqliteRunStore.DATABASE))) {
      try (SqliteRunStore store = SqliteRunStore.open(folder.resolve(".eagleray"))) {
        store.read(RUN, 0, state::apply);
      } catch (UnknownRunException notYet) {
        return state;
      }
    }
    return state;
  }

  List<TrialState> trials() {
    return log().trials(TUNE);
  }

  /** What each trial was and did, without its times and objects. */
  List<String> stories() {
    return trials().stream()
        .map(trial ->
            trial.number()
                + " "
                + trial.status()
                + " "
                + trial.config().text()
                + " "
                + trial.metrics().text()
                + " "
                + trial.reports())
        .toList();
  }

  /** The run's jobs on a cluster. */
  List<RayJob> jobs(RayHead cluster) {
    String uuid = log().created().uuid();
    try (RayClient client = cluster.client()) {
      return client.jobs().stream()
          .filter(job -> uuid.equals(job.metadata().get("eagleray_run")))
          .toList();
    }
  }

  /** The files in the catalog by which a cluster finds out whether it sees it. */
  List<Path> probes() {
    try (Stream<Path> files = Files.list(folder.resolve(".eagleray/catalog/objects"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(".probe-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until so many trials are over in the run's log. */
  void awaitOver(int count) {
    Waiting.until(
        count + " trials are over",
        LIMIT,
        () -> trials().stream().filter(trial -> trial.status().isEnded()).count() >= count);
  }

  /** What was done so far, line by line. */
  List<String> effects() {
    try {
      Path file = folder.resolve("effects.txt");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a trial did, line by line. */
  List<String> effects(TrialState trial) {
    String name = "trial " + trial.config().get("x").orElseThrow().text() + " ";
    List<String> lines = new ArrayList<>();
    for (String line : effects()) {
      if (line.startsWith(name)) {
        lines.add(line);
      }
    }
    return lines;
  }
}
