package io.eagleray.kill;

import io.eagleray.commandline.CommandLine;
import io.eagleray.commandline.Waiting;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.spi.UnknownRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A folder with a pipeline whose steps and trials write down what they do, one line each time, into
 * {@code effects.txt}: what runs twice stands there twice.
 */
record Project(Path folder) {
  static final String RUN = "r1";
  static final StepPath TUNE = new StepPath("tune");
  static final int TRIALS = 20;

  /** What a trial is: how many reports it makes, and in which language. */
  enum Trainable {
    JAVA("command_type: java, command: \"Work.java::train\""),
    SHELL("command_type: shell, command: \"sh train.sh\""),
    PYTHON("command_type: python, command: work.train"),
    /** Never ends, whoever asks it to. */
    DEAF("command_type: java, command: \"Work.java::deaf\"");

    private final String task;

    Trainable(String task) {
      this.task = task;
    }

    /** Those that tests go through: Python only where it is asked for. */
    static List<Trainable> tested() {
      return Boolean.getBoolean("eagleray.kill.python")
          ? List.of(JAVA, SHELL, PYTHON)
          : List.of(JAVA, SHELL);
    }
  }

  private static final String PIPELINE =
      """
      dag:
        steps:
          prepare: {command_type: java, command: "Work.java::prepare", returns: [peak]}
          tune:
            type: ray
            task: {%s, returns: [tuned]}
            ray:
              ray_tune:
                search_space:
                  x: {type: uniform, low: 0, high: 1}
                  depth: {type: choice, values: [2, 4, 6]}
                metric: height
                mode: max
                num_samples: %d
                max_concurrent_trials: %d
                seed: 11
                scheduler: {type: ASHAScheduler, max_t: 5, grace_period: 1, reduction_factor: 2}
          evaluate: {command_type: java, command: "Work.java::evaluate", returns: [{name: score, kind: metric}]}
      """;

  private static final String JAVA =
      """
      import io.eagleray.trial.Trial;
      import java.nio.file.*;
      import java.util.*;

      public class Work {
        public static double prepare() throws Exception {
          effect("step prepare");
          return 0.3;
        }

        public static Map<String, Object> train(double x, int depth, double peak, Trial trial)
            throws Exception {
          String who = "trial " + trial.number() + " " + UUID.randomUUID();
          try {
            for (int step = 1; step <= 5; step++) {
              Thread.sleep(8);
              effect(who + " step " + step);
              trial.report(Map.of("height", step * 0.1 + depth * 0.01 - Math.abs(x - peak)));
            }
            return Map.of("depth", depth);
          } finally {
            effect(who + " end");
          }
        }

        public static Map<String, Object> deaf(double x) throws Exception {
          effect("deaf");
          while (true) {
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              effect("interrupted");
            }
          }
        }

        public static double evaluate(Map<String, Object> tuned) throws Exception {
          effect("step evaluate");
          Map<?, ?> best = (Map<?, ?>) tuned.get("best_config");
          return (Double) best.get("x");
        }

        private static void effect(String line) throws Exception {
          Files.writeString(
              Path.of("effects.txt"), line + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
      """;

  private static final String SHELL =
      """
      for step in 1 2 3 4 5; do
        sleep 0.01
        echo "trial $EAGLERAY_TRIAL $$ step $step" >> effects.txt
        echo "{\\"height\\": $(awk "BEGIN {d = $x - $peak; print $step * 0.1 + $depth * 0.01 - (d < 0 ? -d : d)}")}"
      done
      echo "trial $EAGLERAY_TRIAL $$ end" >> effects.txt
      """;

  private static final String PYTHON =
      """
      import os, time, uuid

      def effect(line):
          with open("effects.txt", "a") as file:
              file.write(line + "\\n")

      def train(x, depth, peak):
          who = f"trial {x}/{depth} {uuid.uuid4()}"
          try:
              for step in range(1, 6):
                  time.sleep(0.008)
                  effect(f"{who} step {step}")
                  yield {"height": step * 0.1 + depth * 0.01 - abs(x - peak)}
          finally:
              effect(f"{who} end")
      """;

  /** Writes the pipeline. */
  static Project write(Path folder, Trainable trainable, int atOnce) {
    Project project = new Project(folder);
    project.write("pipeline.yaml", PIPELINE.formatted(trainable.task, TRIALS, atOnce));
    project.write("Work.java", JAVA);
    project.write("train.sh", SHELL);
    project.write("work.py", PYTHON);
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

  CommandLine run() {
    return CommandLine.start(folder, "run", "pipeline.yaml", "--run-id", RUN);
  }

  CommandLine resume() {
    return CommandLine.start(folder, "resume", RUN);
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

  /** Waits until so many lines were written down. */
  void awaitEffects(int lines) {
    Waiting.until(
        lines + " lines in effects.txt", Duration.ofMinutes(1), () -> effects().size() >= lines);
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
}
