package io.eagleray.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.json.Json;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed at random moments of a pipeline of a map, in whose branches are a parallel
 * step and a loop, and of a loop after it, and the run is resumed each time: the engine's process,
 * and in the emulator also those of its steps.
 *
 * <p>{@code -Deagleray.kills} and {@code -Deagleray.seed} are those of {@link KillTest}.
 */
@Tag("slow")
class CompositeKillTest {
  private static final int KILLS = Math.max(4, Integer.getInteger("eagleray.kills", 30) / 3);
  private static final int EMULATOR_KILLS = Math.max(4, KILLS / 3);
  private static final int MOST_IN_ONE_RUN = 4;
  private static final int ITEMS = 8;
  private static final int EFFECTS = ITEMS * 4 + 4;

  /** Two seconds are promised for each process in a chain; the rest is for a busy machine. */
  private static final Duration PROMISED_END = Duration.ofSeconds(20);

  private static final String PIPELINE =
      """
      dag:
        steps:
          each:
            type: map
            iterate_on: [0, 1, 2, 3, 4, 5, 6, 7]
            iterate_as: item
            reducer: sum
            branch:
              steps:
                both:
                  type: parallel
                  branches:
                    a: {steps: {work: {command_type: java, command: "Work.java::alone", returns: [one]}}}
                    b:
                      steps:
                        again:
                          type: loop
                          max_iterations: 3
                          index_as: round
                          branch:
                            steps:
                              work: {command_type: java, command: "Work.java::round", returns: [sum]}
          after:
            type: loop
            max_iterations: 4
            index_as: round
            branch:
              steps:
                work: {command_type: java, command: "Work.java::last", returns: [rounds]}
      """;

  private static final String JAVA =
      """
      import java.nio.file.*;

      public class Work {
        public static int alone(int item) throws Exception {
          effect("each." + item + ".both.a.work");
          return item;
        }

        public static int round(int item, int round, int start) throws Exception {
          effect("each." + item + ".both.b.again." + round + ".work");
          return item * round + start;
        }

        public static int last(int round, int sum) throws Exception {
          effect("after." + round + ".work");
          return round + sum;
        }

        private static void effect(String line) throws Exception {
          Thread.sleep(10);
          Files.writeString(
              Path.of("effects.txt"), line + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void killingItLosesNothingAndRunsNothingTwice() {
    kill(Executor.LOCAL, KILLS);
  }

  @Test
  void killingTheEmulatorOrItsStepsLosesNothingAndRunsNothingTwice() {
    kill(Executor.EMULATOR, EMULATOR_KILLS);
  }

  /** What is killed. */
  private enum Victim {
    /** The command and all that it started. */
    ALL,
    /** The command. */
    COMMAND,
    /** The process of a step. */
    STEP
  }

  private enum Executor {
    LOCAL(List.of(Victim.ALL, Victim.COMMAND)),
    EMULATOR(List.of(Victim.STEP, Victim.COMMAND, Victim.STEP, Victim.ALL));

    private final List<Victim> victims;

    Executor(List<Victim> victims) {
      this.victims = victims;
    }

    /** Of a kill, by how many there were before. */
    Victim victim(int before) {
      return victims.get(before % victims.size());
    }

    /** A run that fell in one executor is gone on with in either. */
    CommandLine start(Project project, Random random) {
      boolean isNew = !project.log().isCreated();
      List<String> words = new ArrayList<>();
      words.addAll(
          isNew
              ? List.of("run", "pipeline.yaml", "--run-id", Project.RUN, "-P", "start=1")
              : List.of("resume", Project.RUN));
      if (this == EMULATOR && (isNew || random.nextInt(3) > 0)) {
        words.addAll(List.of("--config", "emulator.yaml"));
      }
      return CommandLine.start(project.folder(), words.toArray(String[]::new));
    }
  }

  private void kill(Executor executor, int wanted) {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println(
        "kill test of composite steps, " + executor + ", with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    int kills = 0;
    for (int run = 0; kills < wanted; run++) {
      Project project = new Project(folder.resolve("run-" + run));
      project.write("pipeline.yaml", PIPELINE);
      project.write("Work.java", JAVA);
      project.write("emulator.yaml", "pipeline-executor: {type: emulator}\n");
      kills += killed(project, executor, random, Math.min(MOST_IN_ONE_RUN, wanted - kills));
    }
  }

  /** Runs it to its end, and tells how often something was killed on the way. */
  private static int killed(Project project, Executor executor, Random random, int most) {
    Map<String, Long> settled = new HashMap<>();
    List<Integer> places = new ArrayList<>();
    while (true) {
      try (CommandLine command = executor.start(project, random)) {
        boolean lives = true;
        while (lives && places.size() < most && !endedBefore(project, command, random)) {
          lives = goesOnAfter(executor.victim(places.size()), command);
          places.add(project.effects().size());
          look(project, settled);
        }
        if (lives) {
          assertThat(command.exitCode()).as(command::output).isZero();
          look(project, settled);
          checkEnd(project.log());
          System.out.println("killed after so many effects of " + EFFECTS + ": " + places);
          return places.size();
        }
        if (random.nextBoolean()) {
          command.awaitNothingLeft(PROMISED_END);
        }
      }
    }
  }

  /** Kills, and tells whether the command goes on. */
  private static boolean goesOnAfter(Victim victim, CommandLine command) {
    switch (victim) {
      case ALL -> command.killAll();
      case COMMAND -> command.killAlone();
      case STEP -> command.killStarted("execute-node");
    }
    return victim == Victim.STEP;
  }

  private static boolean endedBefore(Project project, CommandLine command, Random random) {
    int done = project.effects().size();
    int wanted = done + 1 + random.nextInt(Math.max(1, (EFFECTS - done) / 2));
    while (project.effects().size() < wanted) {
      if (command.ended(Duration.ofMillis(5))) {
        return true;
      }
    }
    return command.ended(Duration.ofNanos(random.nextLong(20_000_000)));
  }

  /** What the log calls finished did what it had done then, and nothing since. */
  private static void look(Project project, Map<String, Long> settled) {
    // The log first: what it has was done by then, whatever is going on meanwhile.
    RunState log = project.log();
    List<String> effects = project.effects();
    settled.forEach((path, count) ->
        assertThat(effects.stream().filter(path::equals).count()).as(path).isEqualTo(count));
    for (StepState step : log.steps()) {
      String path = step.path().text();
      if (step.type().equals("task") && step.status() == StepStatus.SUCCESS) {
        settled.putIfAbsent(path, effects.stream().filter(path::equals).count());
      }
    }
  }

  private static void checkEnd(RunState end) {
    assertThat(end.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(end.step(new StepPath("each.7.both.b.again.2.work"))).isPresent();
    assertThat(json(end, "one")).isEqualTo(Json.of(28));
    assertThat(json(end, "sum")).isEqualTo(Json.of(28 * 2 + ITEMS));
    assertThat(json(end, "rounds")).isEqualTo(Json.of(28 * 2 + ITEMS + 3));
  }

  private static Json json(RunState end, String name) {
    Value value = end.parameters().get(name);
    return Objects.requireNonNull(value, name).json();
  }
}
