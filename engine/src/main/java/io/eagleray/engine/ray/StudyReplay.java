package io.eagleray.engine.ray;

import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import io.eagleray.run.TrialStatus;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.spi.NodeWalking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final StepPath path;
  private final SpentTime spent;
  private final Map<Integer, LiveTrial> trials = new LinkedHashMap<>();
  private final Map<Integer, RunEvent.TrialEnded> failures = new LinkedHashMap<>();
  private boolean stepFailed;
  private int succeeded;

  StudyReplay(Study study, MetricRule rule, StepPath path) {
    this.study = study;
    this.rule = rule;
    this.path = path;
    this.spent = new SpentTime(path);
  }

  void run(NodeWalking walking) {
    if (walking.read(state -> state.trialCounts(path)).total() == 0) {
      return;
    }
    walking.replay(event -> {
      spent.take(event);
      if (event.body() instanceof RunEvent.OfStep ofStep && ofStep.path().equals(path)) {
        take(ofStep);
      }
    });
    for (RunEvent.TrialEnded failure : failures.values()) {
      study.told(failure.trial(), Outcome.failed());
      trials.remove(failure.trial());
    }
    for (LiveTrial trial : trials.values()) {
      study.restart(trial.number, trial.checkpointStep);
    }
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
      case RunEvent.TrialEnded ended -> ended(ended);
      case RunEvent.StepEnded ended -> stepFailed = ended.status() == StepStatus.FAILED;
      case RunEvent.StepReset any -> {}
      case RunEvent.StepReused any -> {}
      case RunEvent.PhaseEnded any -> {}
    }
  }

  /** What failed under an attempt of the step that failed is tried again under the next one. */
  private void forgive() {
    if (stepFailed) {
      failures.clear();
      trials.values().forEach(trial -> trial.failures = 0);
    }
  }

  private void started(RunEvent.TrialStarted started) {
    LiveTrial trial = trials.get(started.trial());
    if (trial == null) {
      return;
    }
    if (started.attempt() > 1) {
      study.restart(trial.number, started.fromStep());
    }
    trial.attempt = started.attempt();
    trial.rewind();
    failures.remove(started.trial());
  }

  private void reported(RunEvent.TrialReported reported) {
    LiveTrial trial = trials.get(reported.trial());
    if (trial == null || trial.attempt != reported.attempt()) {
      return;
    }
    double[] values = rule.valuesOrNaN(reported.metrics());
    trial.reported(reported.step(), values, reported.checkpoint());
    study.reported(trial.number, reported.step(), values);
  }

  private void ended(RunEvent.TrialEnded ended) {
    LiveTrial trial = trials.get(ended.trial());
    if (trial == null || trial.attempt != ended.attempt()) {
      return;
    }
    if (ended.status() == TrialStatus.FAILED) {
      trial.failures++;
      if (!ended.willRetry()) {
        failures.put(ended.trial(), ended);
      }
      return;
    }
    study.told(
        trial.number,
        ended.status() == TrialStatus.COMPLETED ? trial.completed() : Outcome.stopped());
    trials.remove(ended.trial());
    succeeded += trial.lastStep > 0 ? 1 : 0;
  }

  /** The trials that are to start again, by number. */
  List<LiveTrial> unfinished() {
    return new ArrayList<>(trials.values());
  }

  /** How long the study has been worked on. */
  Duration spent() {
    return spent.total();
  }

  int succeeded() {
    return succeeded;
  }

  int failed() {
    return failures.size();
  }

  Optional<Failure> firstFailure() {
    return failures.values().stream().findFirst().flatMap(RunEvent.TrialEnded::failure);
  }
}
