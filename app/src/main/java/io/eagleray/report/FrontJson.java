package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.search.pareto.Dominance;
import io.eagleray.search.pareto.Hypervolume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** What a search with several objectives has found: all values, the front, and how it grew. */
final class FrontJson {
  /** With more objectives the volume takes too long, and says little. */
  private static final int MOST_FOR_VOLUME = 4;

  /** How far beyond the worst value the volume's corner lies, as a share of the range. */
  private static final double CORNER = 1.1;

  private final List<Objective> objectives;
  private final Study study;
  private final List<TrialRow> candidates;
  private final IntUnaryOperator index;

  /**
   * @param index from a trial's number to its place in the columns
   */
  FrontJson(Study study, IntUnaryOperator index) {
    this.study = study;
    this.objectives = study.several();
    this.index = index;
    this.candidates =
        study.candidates().stream()
            .filter(trial -> Arrays.stream(losses(trial)).allMatch(Double::isFinite))
            .toList();
  }

  private double[] losses(TrialRow trial) {
    return objectives.stream()
        .mapToDouble(objective ->
            (objective.maximize() ? -1 : 1) * objective.last(trial.state()).orElse(Double.NaN))
        .toArray();
  }

  JsonObject json() {
    double[][] losses = candidates.stream().map(this::losses).toArray(double[][]::new);
    return JsonObject.builder()
        .put("metrics", objectives.stream().map(each -> Json.of(each.metric())).collect(list()))
        .put("maximize", objectives.stream().map(each -> Json.of(each.maximize())).collect(list()))
        .put("values", objectives.stream().map(this::column).collect(list()))
        .put("trials", IntStream.of(Dominance.front(losses)).mapToObj(this::place).collect(list()))
        .put("volume", volume(losses))
        .build();
  }

  private static java.util.stream.Collector<Json, ?, JsonArray> list() {
    return JsonArray.collect();
  }

  private Json column(Objective objective) {
    return study.trials().stream()
        .map(trial -> Rounded.json(objective.last(trial.state()).orElse(Double.NaN)))
        .collect(list());
  }

  private Json place(int candidate) {
    return Json.of(index.applyAsInt(candidates.get(candidate).state().number()));
  }

  /**
   * Pairs of a trial and the share of the box between the best and the worst values that it and the
   * trials before dominate; one for each trial that adds to it.
   */
  private JsonArray volume(double[][] losses) {
    if (losses.length == 0 || objectives.size() > MOST_FOR_VOLUME) {
      return JsonArray.of();
    }
    double[][] scaled = scaled(losses);
    double[] corner = new double[objectives.size()];
    Arrays.fill(corner, CORNER);
    double whole = Math.pow(CORNER, corner.length);
    List<double[]> front = new ArrayList<>();
    List<Json> growth = new ArrayList<>();
    double volume = 0;
    for (int i = 0; i < scaled.length; i++) {
      double[] point = scaled[i];
      if (front.stream().noneMatch(member -> Dominance.dominates(member, point))) {
        double gain = Hypervolume.gain(point, front.toArray(double[][]::new), corner);
        front.removeIf(member -> Dominance.dominates(point, member));
        front.add(point);
        volume += gain;
        growth.add(JsonArray.of(place(i), Rounded.json(volume / whole)));
      }
    }
    return new JsonArray(growth);
  }

  /** Each loss from 0, the least, to 1, the most. */
  private double[][] scaled(double[][] losses) {
    double[][] scaled = new double[losses.length][objectives.size()];
    for (int m = 0; m < objectives.size(); m++) {
      int objective = m;
      var all = Arrays.stream(losses).mapToDouble(each -> each[objective]).summaryStatistics();
      double range = all.getMax() - all.getMin();
      for (int i = 0; i < losses.length; i++) {
        scaled[i][m] = range > 0 ? (losses[i][m] - all.getMin()) / range : 0;
      }
    }
    return scaled;
  }
}
