package io.eagleray.search.scheduler;

import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trials in four slots that report one after the other, fail now and then, and start again. What
 * happens is a function of the seed and of what the study answers.
 */
final class Simulation {
  private static final int SLOTS = 4;
  private static final int LAST_STEP = 27;

  private record Event(Consumer<Study> replay, List<String> told, State after) {}

  /** Where the simulation stands: what it needs to go on after a replay. */
  private record State(TreeMap<Integer, Long> running, TreeMap<Integer, Long> steps, long draws) {
    State copy() {
      return new State(new TreeMap<>(running), new TreeMap<>(steps), draws);
    }
  }

  private final Study study;
  private final long seed;
  private final List<Event> events = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private State state = new State(new TreeMap<>(), new TreeMap<>(), 0);

  Simulation(Study study, long seed) {
    this.study = study;
    this.seed = seed;
  }

  /** The number of events so far. */
  int events() {
    return events.size();
  }

  /** The first events fed into another study, from which the simulation can go on. */
  Simulation replayedInto(Study other, int count) {
    Simulation copy = new Simulation(other, seed);
    for (Event event : events.subList(0, count)) {
      event.replay().accept(other);
      copy.events.add(event);
      copy.told.addAll(event.told());
      copy.state = event.after().copy();
    }
    return copy;
  }

  /** Runs until nothing is left to do; says what the study answered. */
  List<String> run() {
    boolean more = true;
    while (more) {
      more = fill() | !state.running().isEmpty();
      if (!state.running().isEmpty()) {
        step();
      }
    }
    return told;
  }

  private boolean fill() {
    while (state.running().size() < SLOTS) {
      switch (study.next()) {
        case Next.Start(Trial trial) -> {
          state.running().put(trial.number(), 0L);
          happened(s -> s.asked(trial.number(), trial.config()), "start " + trial);
        }
        case Next.Resume resume -> {
          int number = resume.trial().number();
          state.running().put(number, state.steps().getOrDefault(number, 0L));
          happened(s -> s.resumed(number), "resume " + resume);
        }
        case Next.Dropped(int trial) ->
            happened(s -> s.told(trial, Outcome.stopped()), "drop " + trial);
        case Next.Wait wait -> {
          return true;
        }
        case Next.Done done -> {
          return false;
        }
      }
    }
    return true;
  }

  private void step() {
    SplittableRandom random = new SplittableRandom(seed * 31 + state.draws());
    state = new State(state.running(), state.steps(), state.draws() + 1);
    List<Integer> running = List.copyOf(state.running().keySet());
    int trial = running.get(random.nextInt(running.size()));
    long step = state.running().getOrDefault(trial, 0L) + 1;
    double fate = random.nextDouble();
    if (fate < 0.01) {
      state.running().remove(trial);
      study.tell(trial, Outcome.failed());
      happened(s -> s.told(trial, Outcome.failed()), trial + " fails");
      return;
    }
    if (fate < 0.02 && step > 1) {
      state.running().put(trial, step / 2);
      study.restart(trial, step / 2);
      happened(s -> s.restart(trial, step / 2), "restart " + trial);
      return;
    }
    double level = new SplittableRandom(seed + trial).nextDouble();
    double loss = fate > 0.98 ? Double.NaN : level + (1 + random.nextDouble()) / step;
    state.running().put(trial, step);
    state.steps().put(trial, step);
    Decision decision = study.report(trial, step, loss);
    boolean complete = step == LAST_STEP && decision != Decision.PAUSE;
    if (decision == Decision.PAUSE) {
      state.running().remove(trial);
    }
    String what = trial + " at " + step + " " + decision;
    if (decision == Decision.STOP || complete) {
      Outcome outcome = decision == Decision.STOP ? Outcome.stopped() : Outcome.completed(loss);
      state.running().remove(trial);
      study.tell(trial, outcome);
      happened(
          s -> {
            s.reported(trial, step, loss);
            s.told(trial, outcome);
          },
          what + " and ends");
    } else {
      happened(s -> s.reported(trial, step, loss), what);
    }
  }

  private void happened(Consumer<Study> replay, String what) {
    told.add(what);
    events.add(new Event(replay, List.of(what), state.copy()));
  }
}
