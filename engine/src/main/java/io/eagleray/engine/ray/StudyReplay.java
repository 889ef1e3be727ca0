package io.eagleray.engine.ray;

import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialStatus;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.spi.NodeWalking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings a study to where the log left it.
 *
 * <p>Events of the study are fed in their order, so that the next proposal is the one that an
 * undisturbed study would have made. Trials that were in flight are left running, to be started
 * again; so are trials that failed when the attempt of the step failed with them.
 */
final class StudyReplay {
  private final Study study;
  private final MetricRule rule;
  private final Reports reports;
  private final StepPath path;
  private final SpentTime spent;
  private final TrialTally tally;
  private final Map<Integer, LiveTrial> trials = new LinkedHashMap<>();

  /** What reports came to by the study, as far as the log ends before it says so. */
  private final Map<Integer, RunEvent> unlogged = new TreeMap<>();

  private boolean stepFailed;

  /** How often what has failed so far will still be forgiven. */
  private int pardons;

  /**
   * @param tally of a study before any trial
   */
  StudyReplay(Study study, MetricRule rule, Reports reports, StepPath path, TrialTally tally) {
    this.study = study;
    this.rule = rule;
    this.reports = reports;
    this.path = path;
    this.tally = tally;
    this.spent = new SpentTime(path);
  }

  void run(NodeWalking walking) {
    if (walking.read(state -> state.trialCounts(path)).total() == 0) {
      return;
    }
    countPardons(walking);
    walking.replay(event -> {
      spent.take(event);
      if (event.body() instanceof RunEvent.OfStep ofStep && ofStep.path().equals(path)) {
        take(ofStep);
      }
    });
    List.copyOf(unlogged.values()).stream()
        .filter(event ->
            event instanceof RunEvent.TrialEnded end && end.status() == TrialStatus.STOPPED)
        .forEach(event -> ended((RunEvent.TrialEnded) event));
    for (LiveTrial trial : trials.values()) {
      if (!isPaused(trial)) {
        study.restart(trial.number, trial.knownStep());
      }
    }
  }

  /** The log is read for it only where a step's attempt may have failed before. */
  private void countPardons(NodeWalking walking) {
    if (walking.attempt() == 1) {
      return;
    }
    walking.replay(event -> {
      if (event.body() instanceof RunEvent.StepStarted started && started.path().equals(path)) {
        pardons += stepFailed ? 1 : 0;
      } else if (event.body() instanceof RunEvent.StepEnded ended && ended.path().equals(path)) {
        stepFailed = ended.status() == StepStatus.FAILED;
      }
    });
    stepFailed = false;
  }

  private void take(RunEvent.OfStep event) {
    switch (event) {
      case RunEvent.StepStarted started -> forgive();
      case RunEvent.TrialAsked asked -> {
        study.asked(asked.trial(), SpaceMapping.configuration(asked.config()));
        trials.put(
            asked.trial(), new LiveTrial(asked.trial(), asked.config(), study.objectives().size()));
      }
      case RunEvent.TrialStarted started -> started(started);
      case RunEvent.TrialReported reported -> reported(reported);
      case RunEvent.TrialTookOver tookOver -> tookOver(tookOver);
      case RunEvent.TrialEnded ended -> {
        unlogged.remove(ended.trial());
        ended(ended);
      }
      case RunEvent.StepEnded ended -> stepFailed = ended.status() == StepStatus.FAILED;
      case RunEvent.StepReset any -> {}
      case RunEvent.StepReused any -> {}
      case RunEvent.PhaseEnded any -> {}
    }
  }

  /** What failed under an attempt of the step that failed is tried again under the next one. */
  private void forgive() {
    if (stepFailed) {
      pardons--;
      trials.values().forEach(trial -> trial.failures = 0);
    }
  }

  private void started(RunEvent.TrialStarted started) {
    LiveTrial trial = trials.get(started.trial());
    if (trial == null) {
      return;
    }
    boolean goesOn = isPaused(trial);
    if (goesOn) {
      study.resumed(trial.number);
    }
    if (trial.fate == LiveTrial.Fate.TAKE_OVER || !goesOn && started.attempt() > 1) {
      study.restart(trial.number, trial.knownStep());
    }
    trial.began(started.attempt());
    unlogged.remove(started.trial());
  }

  private boolean isPaused(LiveTrial trial) {
    return study.history().state(trial.number) == TrialState.PAUSED;
  }

  private void reported(RunEvent.TrialReported reported) {
    LiveTrial trial = trials.get(reported.trial());
    if (trial == null || trial.attempt != reported.attempt()) {
      return;
    }
    double[] values = rule.valuesOrNaN(reported.metrics());
    trial.reported(reported.step(), reported.metrics(), values, reported.checkpoint());
    Reports.Verdict verdict =
        reports.take(trial.number, reported.step(), reported.metrics(), values);
    Decision decision = verdict.decision();
    if (decision == Decision.PAUSE) {
      trial.pause();
      unlogged.put(trial.number, trial.ended(path, TrialStatus.PAUSED));
    } else if (decision == Decision.STOP && !verdict.isComplete() && !verdict.isEnough()) {
      // It must not go on from a checkpoint that it saved with this report.
      unlogged.put(trial.number, trial.ended(path, TrialStatus.STOPPED));
    } else if (decision instanceof Decision.Exploit(int source, Configuration config)) {
      LiveTrial from = Optional.ofNullable(trials.get(source)).orElseThrow();
      unlogged.put(trial.number, trial.takeOver(path, from, SpaceMapping.flat(config)));
    }
  }

  private void tookOver(RunEvent.TrialTookOver event) {
    LiveTrial trial = trials.get(event.trial());
    if (trial != null) {
      trial.takeOver(event, rule.valuesOrNaN(event.metrics()));
      unlogged.remove(event.trial());
    }
  }

  private void ended(RunEvent.TrialEnded ended) {
    LiveTrial trial = trials.get(ended.trial());
    if (trial == null || trial.attempt != ended.attempt()) {
      return;
    }
    if (ended.status() == TrialStatus.PAUSED) {
      return; // The report has told the study.
    }
    if (ended.status() == TrialStatus.FAILED) {
      trial.failures++;
      if (!ended.willRetry()) {
        failed(ended);
      } else if (!isPaused(trial)) {
        study.restart(trial.number, trial.knownStep());
      }
      return;
    }
    study.told(
        trial.number,
        ended.status() == TrialStatus.COMPLETED ? trial.completed() : Outcome.stopped());
    trials.remove(ended.trial());
    tally.ended(trial);
  }

  /** The study hears of it now, as it did then, but where the trial will be tried again. */
  private void failed(RunEvent.TrialEnded failure) {
    if (pardons == 0) {
      study.told(failure.trial(), Outcome.failed());
      trials.remove(failure.trial());
      tally.failed(failure.failure());
    }
  }

  /** What is still to be told: stops, pauses and take-overs that reports came to. */
  List<RunEvent> unlogged() {
    return List.copyOf(unlogged.values());
  }

  /** The trials that are to start again and those that are paused, by number. */
  List<LiveTrial> unfinished() {
    return new ArrayList<>(trials.values());
  }

  /** How long the study has been worked on. */
  Duration spent() {
    return spent.total();
  }
}
