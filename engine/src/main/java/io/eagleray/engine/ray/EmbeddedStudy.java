package io.eagleray.engine.ray;

import io.eagleray.engine.node.SingleTask;
import io.eagleray.json.Json;
import io.eagleray.json.JsonNull;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialStatus;
import io.eagleray.search.scheduler.Decision;
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
import java.util.OptionalLong;

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
  private final Study study;
  private final MetricRule rule;
  private final OptionalLong maxSteps;
  private final StudyInbox inbox;
  private final Map<Integer, LiveTrial> live = new HashMap<>();
  private final Deque<LiveTrial> waiting = new ArrayDeque<>();
  private final List<RunEvent> events = new ArrayList<>();
  private final List<Runnable> effects = new ArrayList<>();
  private Ending ending = Ending.NOT_YET;
  private Optional<Failure> firstFailure = Optional.empty();
  private int failed;
  private int succeeded;
  private boolean exhausted;

  private enum Ending {
    NOT_YET("all trials"),
    TIME_IS_UP("time budget"),
    ENOUGH("stopper"),
    TOO_MANY_FAILED("too many failed"),
    CANCELLED("cancelled");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    /** Whether trials that run have had their share, and need not start again. */
    private boolean closesTrials() {
      return this == TIME_IS_UP || this == ENOUGH;
    }
  }

  /**
   * @throws io.eagleray.search.SearchException if the space or an algorithm breaks a rule
   */
  public EmbeddedStudy(Tune tune, Task task, StudyTerms terms, NodeWalking walking) {
    this.tune = tune;
    this.task = task;
    this.walking = walking;
    this.path = walking.path();
    this.terms = terms;
    this.study = terms.study(tune, NativeSearch.of(tune));
    this.rule = new MetricRule(tune, task);
    this.maxSteps = StudyTerms.maxSteps(tune);
    this.inbox = new StudyInbox(walking.clock());
  }

  /** Runs until nothing is left to do. */
  public Phase run() {
    StudyReplay replay = new StudyReplay(study, rule, path);
    replay.run(walking);
    replay.unfinished().forEach(waiting::add);
    succeeded = replay.succeeded();
    failed = replay.failed();
    firstFailure = replay.firstFailure();
    endIfTooManyFailed();
    Instant start = walking.clock().instant().minus(replay.spent());
    Optional<Instant> deadline = tune.timeBudget().map(start::plus);
    try (Cancellation.Registration any = walking.cancellation().onRequest(inbox::wake)) {
      turns(deadline);
    }
    return result();
  }

  private void turns(Optional<Instant> deadline) {
    while (true) {
      lookAround(deadline);
      fill();
      dropWaiting();
      commit();
      if (live.isEmpty()) {
        return;
      }
      for (StudyMessage message :
          inbox.take(ending == Ending.NOT_YET ? deadline : Optional.empty())) {
        handle(message);
      }
    }
  }

  private void lookAround(Optional<Instant> deadline) {
    if (walking.cancellation().isRequested()) {
      end(Ending.CANCELLED);
    } else if (deadline.isPresent() && !walking.clock().instant().isBefore(deadline.get())) {
      end(Ending.TIME_IS_UP);
    } else if (study.isOver()) {
      end(Ending.ENOUGH);
    }
  }

  private void end(Ending why) {
    if (ending == Ending.NOT_YET || why == Ending.CANCELLED && ending != Ending.CANCELLED) {
      ending = why;
      live.values().stream()
          .filter(trial -> why != Ending.ENOUGH || !trial.enough) // Those end by themselves.
          .forEach(LiveTrial::cancel);
    }
  }

  private void fill() {
    while (ending == Ending.NOT_YET && live.size() < terms.slots()) {
      Optional<LiveTrial> next = Optional.ofNullable(waiting.poll()).or(this::ask);
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
      began(trial, trial.start(false));
      close(trial, TrialStatus.STOPPED, JsonNull.NULL);
    }
  }

  private Optional<LiveTrial> ask() {
    if (exhausted) {
      return Optional.empty();
    }
    Optional<Trial> asked = study.tryAsk();
    exhausted = asked.isEmpty();
    return asked.map(trial -> {
      JsonObject config = SpaceMapping.flat(trial.config());
      events.add(new RunEvent.TrialAsked(path, trial.number(), config));
      return new LiveTrial(trial.number(), config, tune.objectives().size());
    });
  }

  private void start(LiveTrial trial, boolean alone) {
    TrialStart start = trial.start(alone);
    live.put(trial.number, trial);
    began(trial, start);
    effects.add(() -> {
      trial.task =
          walking
              .runner(task)
              .start(start.call(task, walking), inbox.listener(trial.number, start.attempt()));
      if (ending != Ending.NOT_YET) {
        trial.cancel();
      }
    });
  }

  private void began(LiveTrial trial, TrialStart start) {
    events.add(new RunEvent.TrialStarted(path, trial.number, start.attempt(), start.fromStep()));
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
    if (maxSteps.isPresent() && reported.step() > maxSteps.getAsLong()) {
      return TaskListener.Decision.STOP;
    }
    Optional<double[]> values = rule.values(reported.metrics());
    if (values.isEmpty()) {
      trial.wrong = Optional.of(rule.wrong(reported.metrics()));
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
    trial.reported(reported.step(), values.get(), reported.checkpoint());
    trial.reports++;
    Decision decision = study.report(trial.number, reported.step(), values.get());
    boolean complete = maxSteps.isPresent() && reported.step() >= maxSteps.getAsLong();
    boolean enough =
        rule.isEnough(reported.step(), reported.metrics()) || study.hasDoneEnough(trial.number);
    trial.enough = complete || enough;
    boolean stop = enough || !complete && decision == Decision.STOP;
    trial.cutOff = !stop && ending != Ending.NOT_YET;
    return stop || trial.cutOff ? TaskListener.Decision.STOP : TaskListener.Decision.CONTINUE;
  }

  private void ended(LiveTrial trial, TaskOutcome outcome) {
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
    events.add(
        new RunEvent.TrialEnded(
            path, trial.number, trial.attempt, status, value, Optional.empty(), false));
    study.tell(
        trial.number, status == TrialStatus.COMPLETED ? trial.completed() : Outcome.stopped());
    succeeded += trial.lastStep > 0 ? 1 : 0;
  }

  private void failed(LiveTrial trial, Failure failure) {
    trial.failures++;
    boolean again = trial.failures <= tune.trialRetry() && ending == Ending.NOT_YET;
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
      study.restart(trial.number, trial.checkpointStep);
      waiting.add(trial);
      return;
    }
    study.tell(trial.number, Outcome.failed());
    failed++;
    firstFailure = firstFailure.or(() -> Optional.of(failure));
    endIfTooManyFailed();
  }

  private void endIfTooManyFailed() {
    boolean tooMany =
        tune.maxFailedTrials().isPresent() && failed > tune.maxFailedTrials().getAsInt();
    if (tune.failFast() && failed > 0 || tooMany) {
      end(Ending.TOO_MANY_FAILED);
    }
  }

  private void lost(LiveTrial trial, TaskOutcome.Lost lost) {
    trial.lost++;
    if (trial.lost > SingleTask.MAX_LOST) {
      failed(trial, Failure.of("worker-died", lost.reason()));
    } else if (ending == Ending.NOT_YET) {
      study.restart(trial.number, trial.checkpointStep);
      start(trial, lost.suspect());
    } else {
      cutOff(trial);
    }
  }

  private Phase result() {
    if (ending == Ending.CANCELLED) {
      return new Phase.Cancelled();
    }
    if (ending == Ending.TOO_MANY_FAILED || succeeded == 0) {
      return new Phase.Failed(failure());
    }
    return new Phase.Done(
        JsonObject.builder()
            .put("trials", study.history().size())
            .put("ended", ending.word)
            .build());
  }

  private Failure failure() {
    if (firstFailure.isEmpty()) {
      return Failure.of("no-trial", "no trial finished within the time budget");
    }
    Failure first = firstFailure.get();
    String count = failed + (failed == 1 ? " trial failed" : " trials failed");
    String how = succeeded == 0 ? "no trial succeeded; " + count : count;
    return new Failure(
        first.type(), how + ", the first with: " + first.message(), first.at(), first.stack());
  }
}
