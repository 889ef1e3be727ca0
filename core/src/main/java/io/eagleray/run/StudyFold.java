package io.eagleray.run;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is known of one Ray node's trials. */
final class StudyFold {
  private final NavigableMap<Integer, TrialFold> trials = new TreeMap<>();

  void apply(RunEvent.OfTrial event, Instant at) {
    trials.computeIfAbsent(event.trial(), TrialFold::new).apply(event, at);
  }

  List<TrialState> trials() {
    return trials.values().stream().map(TrialFold::state).toList();
  }

  TrialCounts counts() {
    int completed = 0;
    int stopped = 0;
    int failed = 0;
    int running = 0;
    for (TrialFold trial : trials.values()) {
      switch (trial.status()) {
        case COMPLETED -> completed++;
        case STOPPED -> stopped++;
        case FAILED -> failed++;
        case RUNNING, PAUSED -> running++;
      }
    }
    return new TrialCounts(completed, stopped, failed, running);
  }
}
