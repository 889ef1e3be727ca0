package io.eagleray.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunState;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's process is killed at random moments of a pipeline with a search in it, alone in half
 * of the cases and with all that it started in the other half, and resumed each time.
 *
 * <p>{@code -Deagleray.kills=200} kills more often, {@code -Deagleray.kill.python=true} lets Python
 * trials take part, {@code -Deagleray.seed=N} repeats the random choices of a test that failed.
 */
@Tag("slow")
class KillTest {
  private static final int KILLS = Integer.getInteger("eagleray.kills", 30);
  private static final int MOST_IN_ONE_RUN = 6;

  @TempDir Path folder;

  private record Setting(Project.Trainable trainable, int atOnce) {}

  /** A trial without what differs between two runs: times, and how often it was started. */
  private record Outcome(JsonObject config, TrialStatus status, JsonObject metrics, int reports) {
    static List<Outcome> of(RunState run) {
      return run.trials(Project.TUNE).stream().map(Outcome::of).toList();
    }

    static Outcome of(TrialState trial) {
      return new Outcome(trial.config(), trial.status(), trial.metrics(), trial.reports());
    }
  }

  private record Undisturbed(Setting setting, int effects, List<Outcome> trials) {}

  @Test
  void killingItLosesNothingAndRunsNothingTwice() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println("kill test with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    List<Undisturbed> references = settings().stream().map(this::undisturbed).toList();
    int kills = 0;
    Duration longestEnd = Duration.ZERO;
    for (int run = 0; kills < KILLS; run++) {
      Undisturbed reference = references.get(run % references.size());
      Setting setting = reference.setting();
      Project project =
          Project.write(folder.resolve("run-" + run), setting.trainable(), setting.atOnce());
      KilledRun killed = new KilledRun(project, reference.effects(), random);
      RunState end = killed.play(Math.min(MOST_IN_ONE_RUN, KILLS - kills));
      if (setting.atOnce() == 1) {
        assertThat(Outcome.of(end)).as("%s", setting).isEqualTo(reference.trials());
      }
      System.out.println(setting + " killed when so many trials were over: " + killed.places());
      kills += killed.kills();
      longestEnd = killed.longestEnd().compareTo(longestEnd) > 0 ? killed.longestEnd() : longestEnd;
    }
    System.out.println(kills + " kills; workers lived on for " + longestEnd + " at most");
  }

  private static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (Project.Trainable trainable : Project.Trainable.tested()) {
      settings.add(new Setting(trainable, 1));
      settings.add(new Setting(trainable, 2));
    }
    return settings;
  }

  private Undisturbed undisturbed(Setting setting) {
    Project project =
        Project.write(
            folder.resolve(setting.trainable() + "-" + setting.atOnce()),
            setting.trainable(),
            setting.atOnce());
    try (CommandLine command = project.run()) {
      assertThat(command.exitCode()).as(command::output).isZero();
      return new Undisturbed(setting, project.effects().size(), Outcome.of(project.log()));
    }
  }
}
