package io.eagleray.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A run that is killed at random moments and resumed until it ends, and what must hold meanwhile.
 */
final class KilledRun {
  /** Two seconds are promised; the rest is for a busy machine. */
  private static final Duration PROMISED_END = Duration.ofSeconds(15);

  private static final Duration START_UP = Duration.ofMillis(1_500);
  private static final Duration ONE_REPORT = Duration.ofMillis(20);
  private static final Duration ENDING = Duration.ofMillis(300);
  private static final Duration LOOK = Duration.ofMillis(5);

  private final Project project;
  private final int effects;
  private final RandomGenerator random;

  /** By step or trial that the log called finished at a kill: what it had done by then. */
  private final Map<String, List<String>> settled = new HashMap<>();

  /** The trials that were in flight at the last kill, by number. */
  private final Map<Integer, TrialState> inFlight = new HashMap<>();

  /** For each kill: how many trials were over. */
  private final List<Integer> places = new ArrayList<>();

  private Duration longestEnd = Duration.ZERO;

  /**
   * @param effects how many lines an undisturbed run of the project writes down
   */
  KilledRun(Project project, int effects, RandomGenerator random) {
    this.project = project;
    this.effects = effects;
    this.random = random;
  }

  int kills() {
    return places.size();
  }

  /** Where it was killed: for each kill how many trials were over. */
  List<Integer> places() {
    return List.copyOf(places);
  }

  /** The longest that a killed engine's workers lived on. */
  Duration longestEnd() {
    return longestEnd;
  }

  /**
   * Runs it to its end.
   *
   * @param most how often it is killed at most
   * @return how it ended
   */
  RunState play(int most) {
    while (true) {
      try (CommandLine command = project.log().isCreated() ? project.resume() : project.run()) {
        if (kills() == most || endedBefore(command)) {
          assertThat(command.exitCode()).as(command::output).isZero();
          command.awaitNothingLeft(PROMISED_END);
          return whole();
        }
        kill(command);
      }
    }
  }

  /**
   * Waits for a random moment of what is left of the run. One in four lies in its start-up; the
   * others lie as far from here as it takes to do a random share of what is still to be done, which
   * spreads them over a run however fast the machine is.
   *
   * @return whether the run ended first
   */
  private boolean endedBefore(CommandLine command) {
    if (random.nextInt(4) == 0) {
      return command.ended(part(START_UP));
    }
    long done = project.effects().size();
    long open = Project.TRIALS - over(project.log());
    long left = effects * open / Project.TRIALS + 1;
    // Mostly short ways: after one to the end there is little left to interrupt.
    long way = random.nextInt(4) == 0 ? left : left / 4;
    long wanted = done + 1 + random.nextLong(Math.max(1, way));
    while (project.effects().size() < wanted) {
      if (command.ended(LOOK)) {
        return true;
      }
    }
    return command.ended(part(random.nextBoolean() ? ONE_REPORT : ENDING));
  }

  private Duration part(Duration whole) {
    return Duration.ofNanos(random.nextLong(whole.toNanos()));
  }

  private void kill(CommandLine command) {
    if (kills() % 2 == 0) {
      command.killAll();
    } else {
      command.killAlone();
    }
    RunState then = look();
    places.add(Math.toIntExact(over(then)));
    // Otherwise the next driver finds them alive, and has to end them first.
    if (random.nextInt(3) > 0) {
      Duration took = command.awaitNothingLeft(PROMISED_END);
      longestEnd = took.compareTo(longestEnd) > 0 ? took : longestEnd;
    }
  }

  /** Compares the log and what was done with what they were at the kills before. */
  private RunState look() {
    RunState now = project.log();
    List<TrialState> trials = now.trials(Project.TUNE);
    inFlight.forEach((number, before) -> {
      assertThat(trials).as("trial %d was in flight", number).hasSizeGreaterThan(number);
      TrialState trial = trials.get(number);
      assertThat(trial.config()).as("config of trial %d", number).isEqualTo(before.config());
      assertThat(trial.attempt())
          .as("attempt of trial %d, which is %s", number, trial.status())
          .isBetween(
              before.attempt() + (isOver(trial) && !wasStopped(trial, before) ? 1 : 0),
              before.attempt() + 1);
    });
    Map<String, List<String>> done = done(now);
    settled.forEach((what, before) ->
        assertThat(done).as("finished before a kill").containsEntry(what, before));
    inFlight.clear();
    settled.putAll(done);
    trials.stream()
        .filter(trial -> !isOver(trial))
        .forEach(trial -> inFlight.put(trial.number(), trial));
    return now;
  }

  /** Its last report before the kill came to a stop, which only the next driver could record. */
  static boolean wasStopped(TrialState trial, TrialState before) {
    return trial.status() == TrialStatus.STOPPED && trial.reports() == before.reports();
  }

  private static long over(RunState state) {
    return state.trials(Project.TUNE).stream().filter(KilledRun::isOver).count();
  }

  private static boolean isOver(TrialState trial) {
    return trial.status() != TrialStatus.RUNNING;
  }

  /** What each step and trial did that the log calls finished. */
  private Map<String, List<String>> done(RunState state) {
    List<String> effects = project.effects();
    Map<String, List<String>> done = new LinkedHashMap<>();
    state.steps().stream()
        .filter(step -> step.status() == StepStatus.SUCCESS)
        .map(step -> "step " + step.path())
        .forEach(name -> done.put(name, effects.stream().filter(name::equals).toList()));
    for (TrialState trial : state.trials(Project.TUNE)) {
      if (isOver(trial)) {
        assertThat(trial.failure()).isEmpty();
        done.put("trial " + trial.number(), ofTrial(trial, effects));
      }
    }
    return done;
  }

  private static List<String> ofTrial(TrialState trial, List<String> effects) {
    return effects.stream()
        .filter(line -> line.startsWith("trial ") && isOf(trial, line.split(" ", -1)[1]))
        .toList();
  }

  /** Whether a name is a trial's: its number or, from Python, {@code x/depth}. */
  private static boolean isOf(TrialState trial, String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return name.equals(String.valueOf(trial.number()));
    }
    // Python and Java write the smallest numbers differently.
    return Double.parseDouble(name.substring(0, slash)) == number(trial, "x")
        && Double.parseDouble(name.substring(slash + 1)) == number(trial, "depth");
  }

  private static double number(TrialState trial, String parameter) {
    return Double.parseDouble(trial.config().get(parameter).orElseThrow().text());
  }

  private RunState whole() {
    RunState end = look();
    assertThat(end.failure()).isEmpty();
    assertThat(end.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(inFlight).isEmpty();
    assertThat(end.trials(Project.TUNE)).hasSize(Project.TRIALS);
    assertThat(end.parameters()).containsKeys("peak", "tuned", "score");
    List<String> effects = project.effects();
    for (TrialState trial : end.trials(Project.TUNE)) {
      List<String> lines = ofTrial(trial, effects);
      assertThat(lines).as("trial %d", trial.number()).isNotEmpty();
      Set<String> calls = new HashSet<>();
      String last = "";
      for (String line : lines) {
        String call = line.split(" ", -1)[2];
        assertThat(call.equals(last) || calls.add(call))
            .as("an earlier attempt still worked beside a later one: %s", lines)
            .isTrue();
        last = call;
      }
      assertThat(calls)
          .as("calls of trial %d", trial.number())
          .hasSizeLessThanOrEqualTo(trial.attempt());
    }
    return end;
  }
}
