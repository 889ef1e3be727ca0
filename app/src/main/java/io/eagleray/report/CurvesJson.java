package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** The learning curves that are drawn: all of a small search, a fair part of a large one. */
final class CurvesJson {
  static final int MAX_CURVES = 1_000;
  static final int BEST_CURVES = 200;
  static final int MAX_POINTS = 60_000;
  private static final int MAX_POINTS_EACH = 200;

  private final Study study;
  private final IntUnaryOperator index;

  /**
   * @param index from a trial's number to its place in the columns
   */
  CurvesJson(Study study, IntUnaryOperator index) {
    this.study = study;
    this.index = index;
  }

  JsonObject json() {
    List<Integer> all =
        study.trials().stream()
            .map(trial -> trial.state().number())
            .filter(number -> study.curve(number).size() > 0)
            .toList();
    List<Integer> drawn = chosen(all);
    int limit = Math.clamp(MAX_POINTS / Math.max(1, drawn.size()), 2, MAX_POINTS_EACH);
    List<Json> trials = new ArrayList<>();
    List<Json> steps = new ArrayList<>();
    List<Json> values = new ArrayList<>();
    int longest = 0;
    for (int number : drawn) {
      Curve curve = study.curve(number);
      longest = Math.max(longest, curve.size());
      List<Json> xs = new ArrayList<>();
      List<Json> ys = new ArrayList<>();
      for (int point : curve.sample(limit)) {
        xs.add(Json.of(curve.step(point)));
        ys.add(Rounded.json(curve.value(point)));
      }
      trials.add(Json.of(index.applyAsInt(number)));
      steps.add(new JsonArray(xs));
      values.add(new JsonArray(ys));
    }
    return JsonObject.builder()
        .put("trial", new JsonArray(trials))
        .put("steps", new JsonArray(steps))
        .put("values", new JsonArray(values))
        .put("total", all.size())
        .put("longest", longest)
        .put("limit", limit)
        .build();
  }

  /** All, or the best ones and every so manieth of the others. */
  private List<Integer> chosen(List<Integer> all) {
    if (all.size() <= MAX_CURVES) {
      return all;
    }
    TreeSet<Integer> chosen = new TreeSet<>();
    boolean maximize = study.objective().map(Objective::maximize).orElse(true);
    Comparator<TrialRow> byValue = Comparator.comparingDouble(TrialRow::value);
    study.candidates().stream()
        .sorted(maximize ? byValue.reversed() : byValue)
        .limit(BEST_CURVES)
        .forEach(trial -> chosen.add(trial.state().number()));
    chosen.retainAll(all);
    int others = MAX_CURVES - chosen.size();
    for (int i = 0; i < others; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / others)));
    }
    study.best().filter(all::contains).ifPresent(chosen::add);
    return List.copyOf(chosen);
  }
}
