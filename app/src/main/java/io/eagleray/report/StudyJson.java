package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.json.PlainJson;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A search as the page reads it: columns, one entry for each trial. */
final class StudyJson {
  private static final int METRIC_CELLS = 100_000;

  private final Study study;
  private final Lineage lineage;
  private final Instant zero;
  private final Map<Integer, Integer> indexByNumber = new LinkedHashMap<>();

  StudyJson(Study study, Lineage lineage, Instant zero) {
    this.study = study;
    this.lineage = lineage;
    this.zero = zero;
    study
        .trials()
        .forEach(trial -> indexByNumber.put(trial.state().number(), indexByNumber.size()));
  }

  JsonObject json() {
    Errors errors = new Errors();
    JsonObject trials = trials(errors);
    return JsonObject.builder()
        .put("path", study.path().text())
        .put("metric", study.objective().map(objective -> Json.of(objective.metric())))
        .put("maximize", study.objective().map(Objective::maximize).orElse(true))
        .put("overTime", study.objective().map(Objective::overTime).orElse(false))
        .put("assumed", study.objective().map(Objective::assumed).orElse(false))
        .put("reached", study.reached())
        .put("endsByResult", study.endsByResult())
        .put("best", study.best().map(number -> Json.of(index(number))))
        .put("bestConfig", bestTrial().map(trial -> exact(trial.config())))
        .put("axes", study.axes().stream().map(StudyJson::axis).collect(JsonArray.collect()))
        .put("fixed", fixed())
        .put("trials", trials)
        .put("metrics", metrics())
        .put("spans", spans())
        .put("curves", new CurvesJson(study, this::index).json())
        .put("rungs", rungs())
        .put("importance", Importances.json(study))
        .put("front", front())
        .put("lineage", lineage.json(this::index))
        .put("errors", errors.json())
        .build();
  }

  private Optional<Json> front() {
    return study.several().isEmpty()
        ? Optional.empty()
        : Optional.of(new FrontJson(study, this::index).json());
  }

  private int index(int number) {
    return indexByNumber.getOrDefault(number, -1);
  }

  private Optional<TrialState> bestTrial() {
    return study.best().map(number -> study.trials().get(index(number)).state());
  }

  /** As a text, for the page's numbers have 53 bits; a line for each parameter. */
  private static Json exact(JsonObject config) {
    return Json.of(
        ((JsonObject) PlainJson.of(config))
            .fields().entrySet().stream()
                .map(field -> "  " + Json.of(field.getKey()) + ": " + field.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}")));
  }

  private static Json axis(Axis axis) {
    return JsonObject.builder()
        .put("name", axis.name())
        .put("kind", axis.kind().ordinal())
        .put("low", Json.of(axis.low()))
        .put("high", Json.of(axis.high()))
        .put(
            "labels", axis.categories().stream().map(StudyJson::label).collect(JsonArray.collect()))
        .build();
  }

  private static Json label(Json value) {
    return value instanceof JsonText ? value : Json.of(value.text());
  }

  /** The configuration's entries that have no axis: the same in every trial. */
  private JsonObject fixed() {
    Set<String> axes = new LinkedHashSet<>();
    study.axes().forEach(axis -> axes.add(axis.name()));
    JsonObject.Builder fixed = JsonObject.builder();
    study.trials().stream()
        .limit(1)
        .flatMap(trial -> trial.config().entrySet().stream())
        .filter(entry -> !axes.contains(entry.getKey()))
        .forEach(entry -> fixed.put(entry.getKey(), label(entry.getValue())));
    return fixed.build();
  }

  private JsonObject trials(Errors errors) {
    return JsonObject.builder()
        .put("number", column(trial -> Json.of(trial.state().number())))
        .put("status", column(trial -> Json.of(trial.mark().ordinal())))
        .put("value", column(trial -> Rounded.json(trial.value())))
        .put("step", column(trial -> Json.of(trial.state().lastStep())))
        .put("reports", column(trial -> Json.of(trial.state().reports())))
        .put("attempts", column(trial -> Json.of(trial.state().attempt())))
        .put(
            "error",
            column(trial ->
                trial
                    .state()
                    .failure()
                    .map(failure -> Json.of(errors.index(failure, trial.state().number())))
                    .orElse(Json.of(-1))))
        .put(
            "config",
            study.axes().stream()
                .map(axis -> (Json) column(trial -> place(axis, trial)))
                .collect(JsonArray.collect()))
        .build();
  }

  private static Json place(Axis axis, TrialRow trial) {
    Json value = trial.config().getOrDefault(axis.name(), Json.NULL);
    boolean integer = value instanceof JsonNumber number && number.isInteger();
    return axis.kind() != Axis.Kind.CATEGORY && integer ? value : Rounded.json(axis.place(value));
  }

  private JsonArray column(Function<TrialRow, Json> cell) {
    return study.trials().stream().map(cell).collect(JsonArray.collect());
  }

  /** The other numbers of each trial's last report, as many as fit. */
  private JsonObject metrics() {
    Set<String> names = new LinkedHashSet<>();
    for (TrialRow trial : study.trials()) {
      trial
          .state()
          .metrics()
          .fields()
          .forEach((name, value) -> {
            if (value instanceof JsonNumber) {
              names.add(name);
            }
          });
    }
    study.objective().ifPresent(objective -> names.remove(objective.metric()));
    int fit = METRIC_CELLS / Math.max(1, study.trials().size());
    JsonObject.Builder columns = JsonObject.builder();
    names.stream()
        .limit(fit)
        .forEach(name -> columns.put(name, column(trial -> number(trial, name))));
    return columns.build();
  }

  private static Json number(TrialRow trial, String name) {
    return trial.state().metrics().get(name).orElse(Json.NULL) instanceof JsonNumber number
        ? Rounded.json(number.asDouble())
        : Json.NULL;
  }

  private JsonObject spans() {
    return JsonObject.builder()
        .put("trial", spans(span -> index(span.trial())))
        .put("start", spans(span -> zero.until(span.start(), ChronoUnit.MILLIS)))
        .put("end", spans(span -> zero.until(span.end(), ChronoUnit.MILLIS)))
        .put("mark", spans(span -> span.mark().ordinal()))
        .build();
  }

  private JsonArray spans(ToLongFunction<Span> cell) {
    return study.attempts().stream()
        .map(span -> Json.of(cell.applyAsLong(span)))
        .collect(JsonArray.collect());
  }

  /** The steps at which trials were stopped, with how many. */
  private JsonArray rungs() {
    Map<Integer, Integer> stopped = new TreeMap<>();
    study.trials().stream()
        .map(TrialRow::state)
        .filter(state -> state.status() == TrialStatus.STOPPED && state.lastStep() > 0)
        .forEach(state -> stopped.merge(state.lastStep(), 1, Integer::sum));
    return stopped.entrySet().stream()
        .map(entry -> (Json) JsonArray.of(Json.of(entry.getKey()), Json.of(entry.getValue())))
        .collect(JsonArray.collect());
  }
}
