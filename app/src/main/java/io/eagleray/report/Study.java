package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import io.eagleray.run.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One Ray node's search.
 *
 * @param objective empty where no trial reported a number; the first of several
 * @param several all objectives where there is more than one, else empty
 * @param trials by number
 * @param curves by the trial's number
 * @param attempts of the trials, in time
 * @param endsByResult whether a complete trial has done enough wherever it stands
 */
record Study(
    StepPath path,
    Optional<Objective> objective,
    List<Objective> several,
    List<Axis> axes,
    List<TrialRow> trials,
    Map<Integer, Curve> curves,
    List<Span> attempts,
    boolean endsByResult,
    Optional<Integer> best) {

  static Study of(
      StepState step,
      Optional<Objective> objective,
      List<TrialState> states,
      Map<Integer, Curve> curves,
      List<Span> attempts,
      boolean live) {
    Map<String, JsonObject> domains =
        Axes.domains(
            Settings.of(step)
                .flatMap(settings ->
                    settings.mapping("space").or(() -> settings.mapping("search_space")))
                .orElse(JsonObject.EMPTY));
    List<TrialRow> trials =
        states.stream()
            .map(state ->
                new TrialRow(
                    state,
                    Axes.flat(state.config(), domains.keySet()),
                    value(objective, state, curves),
                    mark(state, live)))
            .toList();
    List<Axis> axes = Axes.of(domains, trials.stream().map(TrialRow::config).toList());
    List<Objective> several = Objective.several(step);
    boolean endsByResult =
        Settings.of(step).filter(settings -> settings.isTrue("ends_by_result")).isPresent();
    Study study =
        new Study(
            step.path(),
            objective,
            several,
            axes,
            trials,
            curves,
            attempts,
            endsByResult,
            recordedBest(step, trials));
    return study.best().isPresent() || objective.isEmpty() || !several.isEmpty()
        ? study
        : study.withBest(study.best(objective.get()));
  }

  private Study withBest(Optional<Integer> known) {
    return new Study(path, objective, several, axes, trials, curves, attempts, endsByResult, known);
  }

  private static Mark mark(TrialState state, boolean live) {
    Mark mark = Mark.of(state.status());
    return mark == Mark.RUNNING && !live ? Mark.CUT_OFF : mark;
  }

  private static double value(
      Optional<Objective> objective, TrialState state, Map<Integer, Curve> curves) {
    if (objective.isEmpty()) {
      return Double.NaN;
    }
    Objective known = objective.get();
    double value = known.last(state).orElse(Double.NaN);
    Curve curve = curves.get(state.number());
    if (known.overTime() && curve != null) {
      for (int i = 0; i < curve.size(); i++) {
        if (Double.isNaN(value) || known.better(curve.value(i), value)) {
          value = curve.value(i);
        }
      }
    }
    return value;
  }

  private static Optional<Integer> recordedBest(StepState step, List<TrialRow> trials) {
    for (Value output : step.outputs().values()) {
      if (output.json() instanceof JsonObject result
          && result.object("best_trial").get("trial_id").isPresent()) {
        Optional<Integer> number =
            switch (result.object("best_trial").get("trial_id").orElse(Json.NULL)) {
              case JsonNumber id when id.isInteger() -> Optional.of((int) id.asDouble());
              case JsonText id when id.value().matches("\\d{1,9}") ->
                  Optional.of(Integer.valueOf(id.value()));
              default -> Optional.empty();
            };
        return number.filter(
            known -> trials.stream().anyMatch(trial -> trial.state().number() == known));
      }
    }
    return Optional.empty();
  }

  /** The best value among the trials that take part in the choice. */
  private Optional<Integer> best(Objective wanted) {
    Optional<TrialRow> best = Optional.empty();
    for (TrialRow trial : candidates()) {
      if (best.isEmpty() || wanted.better(trial.value(), best.get().value())) {
        best = Optional.of(trial);
      }
    }
    return best.map(trial -> trial.state().number());
  }

  /** The trial's learning curve, empty where it reported nothing. */
  Curve curve(int number) {
    return curves.getOrDefault(number, new Curve());
  }

  /** The highest step that a trial with a value reached. */
  int reached() {
    return trials.stream()
        .filter(trial -> trial.hasValue() && trial.state().status() != TrialStatus.FAILED)
        .mapToInt(trial -> trial.state().lastStep())
        .max()
        .orElse(0);
  }

  /** The trials that take part in the choice of the best. */
  List<TrialRow> candidates() {
    int reached = reached();
    return trials.stream().filter(trial -> counts(trial, reached)).toList();
  }

  /** Whether a trial takes part in the choice of the best. */
  private boolean counts(TrialRow trial, int reached) {
    return trial.hasValue()
        && trial.state().status() != TrialStatus.FAILED
        && comparedAt(trial) >= reached;
  }

  /** The step at which a trial is compared: the last of all for one that has done enough. */
  int comparedAt(TrialRow trial) {
    return endsByResult && trial.state().status() == TrialStatus.COMPLETED
        ? Integer.MAX_VALUE
        : trial.state().lastStep();
  }
}
