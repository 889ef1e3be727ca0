package io.eagleray.search.forecast;

import io.eagleray.search.history.Curve;
import io.eagleray.search.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the trials reported at the rungs, and last, on one scale: warped towards a normal
 * distribution, and without what losses still fall, on the way to the end, in the middle of all
 * trials.
 *
 * @param readings those that shape the model, by trial and step
 * @param values one for each, with mean 0 and variance 1
 * @param finals by trial the value at the end; NaN where it has not come there
 */
record Readings(List<Reading> readings, double[] values, double[] finals) {
  /** The model's time grows with the cube of this; the least promising trials are left out. */
  private static final int MOST = 240;

  /** Readings of one trial are at least so many times apart, but for the last. */
  private static final double APART = 2.9;

  /**
   * One report.
   *
   * @param shapes whether it shapes the model; the others only tell how losses fall
   */
  record Reading(int trial, long step, double loss, boolean shapes) {}

  static Readings of(History history, Rungs rungs) {
    List<Reading> all = new ArrayList<>();
    for (int trial : promising(history, rungs)) {
      read(trial, history.curve(trial), rungs, all);
    }
    double[] warped = PowerTransform.of(finite(all));
    double[] falls = falls(all, warped, rungs);
    double[] levelled = new double[warped.length];
    List<Reading> shaping = new ArrayList<>();
    List<Double> shapingValues = new ArrayList<>();
    for (int i = 0; i < warped.length; i++) {
      Reading reading = all.get(i);
      levelled[i] = warped[i] - still(reading.step(), falls, rungs);
      if (reading.shapes()) {
        shaping.add(reading);
        shapingValues.add(levelled[i]);
      }
    }
    double mean = shapingValues.stream().mapToDouble(v -> v).average().orElse(0);
    double variance =
        shapingValues.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElse(0);
    double scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    double[] finals = new double[history.size()];
    Arrays.fill(finals, Double.NaN);
    for (int i = 0; i < levelled.length; i++) {
      if (all.get(i).step() >= rungs.step(rungs.count() - 1)) {
        finals[all.get(i).trial()] = (levelled[i] - mean) * scale;
      }
    }
    double[] values = shapingValues.stream().mapToDouble(v -> (v - mean) * scale).toArray();
    return new Readings(List.copyOf(shaping), values, finals);
  }

  /** How many trials came to the first rung. */
  static int trials(History history, Rungs rungs) {
    int count = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      count += history.curve(trial).lastStep() >= rungs.first() ? 1 : 0;
    }
    return count;
  }

  /** The trials that came to the first rung; of too many those with the lowest losses. */
  private static List<Integer> promising(History history, Rungs rungs) {
    List<Integer> trials = new ArrayList<>();
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.curve(trial).lastStep() >= rungs.first()) {
        trials.add(trial);
      }
    }
    if (trials.size() > MOST / 2) {
      trials.sort(Comparator.comparingDouble(history::loss));
      trials = new ArrayList<>(trials.subList(0, MOST / 2));
      trials.sort(Comparator.naturalOrder());
    }
    return trials;
  }

  private static void read(int trial, Curve curve, Rungs rungs, List<Reading> all) {
    long last = curve.lastStep();
    double used = 0;
    for (int rung = 0; rung <= rungs.at(last); rung++) {
      long step = rungs.step(rung);
      boolean shapes = step >= APART * used || step == last || rung == rungs.count() - 1;
      used = shapes ? step : used;
      all.add(new Reading(trial, step, curve.lossAt(step), shapes));
    }
    if (last > rungs.step(rungs.at(last)) && rungs.at(last) < rungs.count() - 1) {
      all.add(new Reading(trial, last, curve.lossAt(last), true));
    }
  }

  /** The losses; where one is no number, the worst of the others stands in. */
  private static double[] finite(List<Reading> readings) {
    double worst =
        readings.stream().mapToDouble(Reading::loss).filter(Double::isFinite).max().orElse(0);
    return readings.stream()
        .mapToDouble(reading -> Double.isFinite(reading.loss()) ? reading.loss() : worst)
        .toArray();
  }

  /** By rung: what losses fall from there to the next one, in the median of all trials. */
  private static double[] falls(List<Reading> readings, double[] warped, Rungs rungs) {
    double[] falls = new double[rungs.count()];
    for (int rung = 0; rung + 1 < falls.length; rung++) {
      List<Double> seen = new ArrayList<>();
      for (int i = 0; i + 1 < warped.length; i++) {
        Reading next = readings.get(i + 1);
        if (readings.get(i).step() == rungs.step(rung)
            && next.step() == rungs.step(rung + 1)
            && next.trial() == readings.get(i).trial()) {
          seen.add(warped[i] - warped[i + 1]);
        }
      }
      seen.sort(Comparator.naturalOrder());
      double unseen = rung > 0 ? falls[rung - 1] / 2 : 0;
      falls[rung] = seen.isEmpty() ? unseen : seen.get(seen.size() / 2);
    }
    return falls;
  }

  /** What losses still fall from a step to the end. */
  private static double still(long step, double[] falls, Rungs rungs) {
    int rung = rungs.at(step);
    double sum = 0;
    for (int later = rung + 1; later + 1 < falls.length; later++) {
      sum += falls[later];
    }
    if (rung + 1 < falls.length) {
      double way = Math.log((double) rungs.step(rung + 1) / rungs.step(rung));
      sum += falls[rung] * Math.log((double) rungs.step(rung + 1) / step) / way;
    }
    return sum;
  }
}
