package io.eagleray.engine.ray;

import io.eagleray.engine.node.SingleTask;
import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialStatus;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend.Phase;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The loop of an embedded search, on one thread.
 *
 * <p>It works in turns: take what the trials told, decide, make all events of the turn durable at
 * once, and only then let the effects out: decisions answered, trials started. So nothing has
 * happened that the log does not know, and a turn costs one commit however many trials it is about.
 */
public final class EmbeddedStudy {
  private final Tune tune;
  private final Task task;
  private final NodeWalking walking;
  private final StepPath path;
  private final StudyTerms terms;
  private final Resources each;
  private final Study study;
  private final MetricRule rule;
  private final Reports reports;
  private final MissingCheckpoints missing;
  private final TrialTally tally = new TrialTally();
  private final StudyInbox inbox;

  /** All that have not ended, those that wait or are paused included. */
  private final Map<Integer, LiveTrial> open = new TreeMap<>();

  private final Map<Integer, LiveTrial> live = new HashMap<>();
  private final Deque<LiveTrial> waiting = new ArrayDeque<>();
  private final List<RunEvent> events = new ArrayList<>();
  private final List<Runnable> effects = new ArrayList<>();
  private StudyEnding ending = StudyEnding.NOT_YET;

  /**
   * @param each what one trial takes of this machine
   * @throws io.eagleray.search.SearchException if the space or an algorithm breaks a rule
   */
  public EmbeddedStudy(
      Tune tune, Task task, StudyTerms terms, Resources each, NodeWalking walking) {
    this.tune = tune;
    this.task = task;
    this.walking = walking;
    this.path = walking.path();
    this.terms = terms;
    this.each = each;
    NativeSearch search = NativeSearch.of(tune);
    this.study = terms.study(tune, search);
    this.rule = new MetricRule(tune, task);
    Scheduler scheduler = search.scheduler();
    this.reports = new Reports(study, rule, scheduler.lastStep(), scheduler.needsCheckpoints());
    this.missing = new MissingCheckpoints(tune, walking);
    this.inbox =
        new StudyInbox(
            walking.clock(), warning -> walking.append(List.of(new RunEvent.Warned(warning))));
  }

  /** Runs until nothing is left to do. */
  public Phase run() {
    StudyReplay replay = new StudyReplay(study, rule, reports, path, tally);
    replay.run(walking);
    replay.unfinished().forEach(trial -> open.put(trial.number, trial));
    open.values().stream().filter(trial -> !isPaused(trial)).forEach(waiting::add);
    events.addAll(replay.unlogged());
    endIfTooManyFailed();
    Instant start = walking.clock().instant().minus(replay.spent());
    Optional<Instant> deadline = tune.timeBudget().map(start::plus);
    boolean isThrough = false;
    try (Cancellation.Registration any = walking.cancellation().onRequest(inbox::wake);
        Places places = new Places(terms.slots(), each, walking, inbox::wake)) {
      turns(deadline, places);
      isThrough = true;
    } finally {
      if (!isThrough) { // Nobody would answer those that still run.
        live.values().forEach(LiveTrial::cancel);
      }
    }
    return result();
  }

  private void turns(Optional<Instant> deadline, Places places) {
    while (true) {
      lookAround(deadline);
      fill(places);
      dropWaiting();
      commit();
      if (live.isEmpty()) {
        dropThoseLeft();
        return;
      }
      for (StudyMessage message :
          inbox.take(ending == StudyEnding.NOT_YET ? deadline : Optional.empty())) {
        handle(message);
      }
    }
  }

  private void lookAround(Optional<Instant> deadline) {
    if (walking.cancellation().isRequested()) {
      end(StudyEnding.CANCELLED);
    } else if (deadline.isPresent() && !walking.clock().instant().isBefore(deadline.get())) {
      end(StudyEnding.TIME_IS_UP);
    } else if (study.isOver()) {
      end(StudyEnding.ENOUGH);
    }
  }

  private void end(StudyEnding why) {
    if (ending == StudyEnding.NOT_YET
        || why == StudyEnding.CANCELLED && ending != StudyEnding.CANCELLED) {
      ending = why;
      live.values().stream()
          .filter(trial -> why != StudyEnding.ENOUGH || !trial.enough) // Those end by themselves.
          .forEach(LiveTrial::cancel);
    }
  }

  private void fill(Places places) {
    while (ending == StudyEnding.NOT_YET && live.size() < places.count()) {
      Optional<LiveTrial> next = Optional.ofNullable(waiting.poll()).or(this::next);
      if (next.isEmpty()) {
        return;
      }
      start(next.get(), false);
    }
  }

  /**
   * A trial that should start again when the search is over has ended: as its next attempt, with
   * what its checkpoint had, for its last attempt is over.
   */
  private void dropWaiting() {
    while (ending.closesTrials() && !waiting.isEmpty()) {
      LiveTrial trial = waiting.remove();
      nextAttempt(trial, false);
      close(trial, TrialStatus.STOPPED, JsonNull.NULL);
    }
    if (ending.closesTrials()) {
      dropPaused();
    }
  }

  /** Trials that are still paused when nothing is left to do will not go on. */
  private void dropThoseLeft() {
    if (ending == StudyEnding.NOT_YET) {
      dropPaused();
      commit();
    }
  }

  private void dropPaused() {
    List.copyOf(open.values()).stream()
        .filter(trial -> isPaused(trial) && !live.containsKey(trial.number))
        .forEach(trial -> close(trial, TrialStatus.STOPPED, JsonNull.NULL));
  }

  private boolean isPaused(LiveTrial trial) {
    return study.history().state(trial.number) == TrialState.PAUSED;
  }

  /**
   * The use of a free place. While a trial is on its way to its pause nothing is decided: it may be
   * the one to go on.
   */
  private Optional<LiveTrial> next() {
    while (live.values().stream().noneMatch(this::isPaused)) {
      switch (study.next()) {
        case Next.Start(Trial trial) -> {
          return Optional.of(asked(trial));
        }
        case Next.Resume(Trial trial, OptionalInt source) -> {
          LiveTrial paused = open(trial.number());
          if (source.isPresent()) {
            takeOver(paused, open(source.getAsInt()), trial.config());
          }
          return Optional.of(paused);
        }
        case Next.Dropped(int trial) -> closed(open(trial), TrialStatus.STOPPED, JsonNull.NULL);
        case Next.Wait() -> {
          return Optional.empty();
        }
        case Next.Done() -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private LiveTrial open(int number) {
    return Optional.ofNullable(open.get(number)).orElseThrow();
  }

  private LiveTrial asked(Trial trial) {
    JsonObject config = SpaceMapping.flat(trial.config());
    events.add(new RunEvent.TrialAsked(path, trial.number(), config));
    LiveTrial asked = new LiveTrial(trial.number(), config, tune.objectives().size());
    open.put(trial.number(), asked);
    return asked;
  }

  private void start(LiveTrial trial, boolean alone) {
    TrialStart start = nextAttempt(trial, alone);
    live.put(trial.number, trial);
    effects.add(() -> {
      trial.task =
          walking
              .runner(task)
              .start(start.call(task, walking), inbox.listener(trial.number, start.attempt()));
      if (ending != StudyEnding.NOT_YET) {
        trial.cancel();
      }
    });
  }

  private TrialStart nextAttempt(LiveTrial trial, boolean alone) {
    if (trial.fate == LiveTrial.Fate.TAKE_OVER) {
      study.restart(trial.number, trial.knownStep());
    }
    TrialStart start = trial.start(alone);
    events.add(new RunEvent.TrialStarted(path, trial.number, start.attempt(), start.fromStep()));
    return start;
  }

  private void commit() {
    walking.append(events);
    events.clear();
    List<Runnable> now = List.copyOf(effects);
    effects.clear();
    now.forEach(Runnable::run);
  }

  private void handle(StudyMessage message) {
    switch (message) {
      case StudyMessage.Reported reported -> {
        LiveTrial trial = live.get(reported.trial());
        TaskListener.Decision decision =
            trial != null && trial.attempt == reported.attempt()
                ? report(trial, reported)
                : TaskListener.Decision.STOP;
        effects.add(() -> reported.decision().accept(decision));
      }
      case StudyMessage.Ended ended -> {
        LiveTrial trial = live.get(ended.trial());
        if (trial != null && trial.attempt == ended.attempt()) {
          live.remove(ended.trial());
          ended(trial, ended.outcome());
        }
      }
      case StudyMessage.Woken woken -> {}
    }
  }

  /**
   * Takes a report in. A trial that has reached {@code max_t} may come to its own end, with what it
   * returns; only one that would report once more is stopped, and that report does not count.
   */
  private TaskListener.Decision report(LiveTrial trial, StudyMessage.Reported reported) {
    if (reports.isBehindLast(reported.step())) {
      return TaskListener.Decision.STOP;
    }
    Optional<double[]> values = rule.values(reported.metrics());
    if (values.isEmpty()) {
      trial.wrong = Optional.of(rule.wrong(reported.step(), reported.metrics()));
      return TaskListener.Decision.STOP;
    }
    events.add(
        new RunEvent.TrialReported(
            path,
            trial.number,
            trial.attempt,
            reported.step(),
            reported.metrics(),
            reported.checkpoint()));
    trial.reported(reported.step(), reported.metrics(), values.get(), reported.checkpoint());
    trial.reports++;
    Reports.Verdict verdict =
        reports.take(trial.number, reported.step(), reported.metrics(), values.get());
    trial.enough = verdict.isComplete() || verdict.isEnough();
    boolean stop =
        verdict.isEnough() || !verdict.isComplete() && verdict.decision() == Decision.STOP;
    trial.cutOff = !stop && ending != StudyEnding.NOT_YET;
    if (!stop && verdict.decision() == Decision.PAUSE) {
      pause(trial);
    } else if (!ending.closesTrials()
        && verdict.decision() instanceof Decision.Exploit(int source, Configuration config)) {
      takeOver(trial, open(source), config);
      events.add(trial.ended(path, TrialStatus.PAUSED));
    }
    boolean goesOn = !stop && !trial.cutOff && trial.fate == LiveTrial.Fate.OWN_END;
    return goesOn ? TaskListener.Decision.CONTINUE : TaskListener.Decision.STOP;
  }

  private void pause(LiveTrial trial) {
    trial.pause();
    events.add(trial.ended(path, TrialStatus.PAUSED));
    missing.look(trial).ifPresent(events::add);
  }

  private void takeOver(LiveTrial trial, LiveTrial source, Configuration config) {
    missing.look(source).ifPresent(events::add);
    events.add(trial.takeOver(path, source, SpaceMapping.flat(config)));
  }

  private void ended(LiveTrial trial, TaskOutcome outcome) {
    switch (trial.fate) {
      case OWN_END -> endedByItself(trial, outcome);
      case PAUSE -> endedPaused(trial, outcome);
      case TAKE_OVER -> endedForAnother(trial, outcome);
    }
  }

  /** A paused trial has given its place back, unless its function came to its end all the same. */
  private void endedPaused(LiveTrial trial, TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Failed failure) {
      failed(trial, failure.failure());
    } else if (outcome instanceof TaskOutcome.TrialReturned returned && !returned.stopped()) {
      returned(trial, returned);
    }
  }

  private void endedForAnother(LiveTrial trial, TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Failed failure) {
      failed(trial, failure.failure());
    } else if (ending == StudyEnding.NOT_YET) {
      start(trial, false);
    } else if (ending.closesTrials()) {
      nextAttempt(trial, false);
      close(trial, TrialStatus.STOPPED, JsonNull.NULL);
    }
  }

  private void endedByItself(LiveTrial trial, TaskOutcome outcome) {
    switch (outcome) {
      case TaskOutcome.TrialReturned returned -> returned(trial, returned);
      case TaskOutcome.Failed failure -> failed(trial, trial.wrong.orElse(failure.failure()));
      case TaskOutcome.Lost lost -> lost(trial, lost);
      case TaskOutcome.Cancelled cancelled -> cutOff(trial);
      case TaskOutcome.Returned returned ->
          throw new IllegalStateException("a trial ended like a step's task");
    }
  }

  /**
   * A trial that the study's end cut short. When its time is up, or a stopper has ended the search,
   * it has had its share; otherwise it stays in flight, and starts again when the run goes on.
   */
  private void cutOff(LiveTrial trial) {
    if (ending.closesTrials()) {
      close(trial, TrialStatus.STOPPED, JsonNull.NULL);
    }
  }

  private void returned(LiveTrial trial, TaskOutcome.TrialReturned returned) {
    if (returned.stopped() && trial.cutOff) {
      cutOff(trial);
      return;
    }
    if (trial.wrong.isEmpty() && trial.reports == 0 && trial.lastStep == 0) {
      lateReport(trial, returned.value());
    }
    if (trial.wrong.isPresent()) {
      failed(trial, trial.wrong.get());
    } else {
      boolean early = returned.stopped() && !trial.enough;
      close(trial, early ? TrialStatus.STOPPED : TrialStatus.COMPLETED, returned.value());
    }
  }

  /** A function that could have reported and did not: what it returned is its one report. */
  private void lateReport(LiveTrial trial, Json value) {
    JsonObject metrics = value instanceof JsonObject object ? object : JsonObject.EMPTY;
    report(
        trial,
        new StudyMessage.Reported(
            trial.number, trial.attempt, 1, metrics, Optional.empty(), decision -> {}));
  }

  private void close(LiveTrial trial, TrialStatus status, Json value) {
    study.tell(
        trial.number, status == TrialStatus.COMPLETED ? trial.completed() : Outcome.stopped());
    closed(trial, status, value);
  }

  private void closed(LiveTrial trial, TrialStatus status, Json value) {
    events.add(
        new RunEvent.TrialEnded(
            path, trial.number, trial.attempt, status, value, Optional.empty(), false));
    open.remove(trial.number);
    tally.ended(trial);
  }

  private void failed(LiveTrial trial, Failure failure) {
    trial.failures++;
    boolean again = trial.failures <= tune.trialRetry() && ending == StudyEnding.NOT_YET;
    events.add(
        new RunEvent.TrialEnded(
            path,
            trial.number,
            trial.attempt,
            TrialStatus.FAILED,
            JsonNull.NULL,
            Optional.of(failure),
            again));
    if (again) {
      if (!isPaused(trial)) {
        study.restart(trial.number, trial.knownStep());
        waiting.add(trial);
      }
      return;
    }
    study.tell(trial.number, Outcome.failed());
    open.remove(trial.number);
    tally.failed(Optional.of(failure));
    endIfTooManyFailed();
  }

  private void endIfTooManyFailed() {
    if (tally.isTooMuch(tune)) {
      end(StudyEnding.TOO_MANY_FAILED);
    }
  }

  private void lost(LiveTrial trial, TaskOutcome.Lost lost) {
    trial.lost++;
    if (trial.lost > SingleTask.MAX_LOST) {
      failed(trial, Failure.of("worker-died", lost.reason()));
    } else if (ending == StudyEnding.NOT_YET) {
      study.restart(trial.number, trial.knownStep());
      start(trial, lost.suspect());
    } else {
      cutOff(trial);
    }
  }

  private Phase result() {
    if (ending == StudyEnding.CANCELLED) {
      return new Phase.Cancelled();
    }
    if (ending == StudyEnding.TOO_MANY_FAILED || tally.isBarren()) {
      return new Phase.Failed(tally.failure());
    }
    return new Phase.Done(
        JsonObject.builder()
            .put("trials", study.history().size())
            .put("ended", ending.word())
            .build());
  }
}
