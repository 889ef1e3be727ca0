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
 * The engine's process is killed at random moments of a pipeline of a map, in whose branches are a
 * parallel step and a loop, and resumed each time.
 *
 * <p>{@code -Deagleray.kills} and {@code -Deagleray.seed} are those of {@link KillTest}.
 */
@Tag("slow")
class CompositeKillTest {
  private static final int KILLS = Math.max(4, Integer.getInteger("eagleray.kills", 30) / 3);
  private static final int MOST_IN_ONE_RUN = 4;
  private static final int ITEMS = 8;
  private static final int EFFECTS = ITEMS * 4;
  private static final Duration PROMISED_END = Duration.ofSeconds(5);

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
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println("kill test of composite steps with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    int kills = 0;
    for (int run = 0; kills < KILLS; run++) {
      Project project = new Project(folder.resolve("run-" + run));
      project.write("pipeline.yaml", PIPELINE);
      project.write("Work.java", JAVA);
      kills += killed(project, random, Math.min(MOST_IN_ONE_RUN, KILLS - kills));
    }
  }

  private static CommandLine start(Project project) {
    return project.log().isCreated()
        ? project.resume()
        : CommandLine.start(
            project.folder(), "run", "pipeline.yaml", "--run-id", Project.RUN, "-P", "start=1");
  }

  /** Runs it to its end, and tells how often it was killed on the way. */
  private static int killed(Project project, Random random, int most) {
    Map<String, Long> settled = new HashMap<>();
    List<Integer> places = new ArrayList<>();
    while (true) {
      try (CommandLine command = start(project)) {
        if (places.size() == most || endedBefore(project, command, random)) {
          assertThat(command.exitCode()).as(command::output).isZero();
          look(project, settled);
          checkEnd(project.log());
          System.out.println("killed after so many effects of " + EFFECTS + ": " + places);
          return places.size();
        }
        if (places.size() % 2 == 0) {
          command.killAll();
        } else {
          command.killAlone();
        }
        if (random.nextBoolean()) {
          command.awaitNothingLeft(PROMISED_END);
        }
        places.add(project.effects().size());
        look(project, settled);
      }
    }
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
    List<String> effects = project.effects();
    settled.forEach((path, count) ->
        assertThat(effects.stream().filter(path::equals).count()).as(path).isEqualTo(count));
    for (StepState step : project.log().steps()) {
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
  }

  private static Json json(RunState end, String name) {
    Value value = end.parameters().get(name);
    return Objects.requireNonNull(value, name).json();
  }
}
