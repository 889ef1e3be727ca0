package io.eagleray.search.scheduler;

import io.eagleray.search.gp.ForgettingKernel;
import io.eagleray.search.gp.ForgettingProcess;
import io.eagleray.search.history.History;
import io.eagleray.search.space.Configuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How PB2 changes a configuration: where the upper confidence bound of its improvement is highest.
 */
final class Bandit implements Exploration {
  /** Older data are forgotten, so that a choice stays cheap. */
  private static final int MOST_DATA = 200;

  private static final double MOST_DEVIATIONS = 2;

  /** Where a trial was, to be compared with where it comes. */
  private record Look(long step, double reward) {}

  /**
   * What a trial gained between two looks.
   *
   * @param step of the second look
   * @param before the reward at the first
   * @param point of the parameters under which it was gained
   * @param gain for each step
   */
  record Gain(int trial, double step, double before, double[] point, double gain) {}

  private final History history;
  private final Knobs knobs;
  private final Map<Integer, Look> looks = new HashMap<>();
  private final List<Gain> gains = new ArrayList<>();

  /** What was chosen since the last look that came further than all before. */
  private final List<double[]> pending = new ArrayList<>();

  private double furthest;

  Bandit(History history, Knobs knobs) {
    this.history = history;
    this.knobs = knobs;
  }

  @Override
  public void looked(int trial, long step, double loss) {
    if (!Double.isFinite(loss)) {
      looks.remove(trial);
      return;
    }
    Optional<Look> last = Optional.ofNullable(looks.put(trial, new Look(step, -loss)));
    // One that has started again is compared from its next look on.
    if (last.isPresent() && step > last.get().step()) {
      double gain = (-loss - last.get().reward()) / (step - last.get().step());
      gains.add(new Gain(trial, step, last.get().reward(), knobs.point(history, trial), gain));
      if (gains.size() > MOST_DATA) {
        gains.removeFirst();
      }
    }
  }

  @Override
  public Configuration explore(int trial, int source, Configuration from, RandomGenerator random) {
    Optional<Gain> last =
        gains.reversed().stream().filter(gain -> gain.trial() == source).findFirst();
    Optional<Look> reached = Optional.ofNullable(looks.get(source));
    if (last.isEmpty() || reached.isEmpty()) {
      looks.remove(trial);
      return from;
    }
    double now = gains.stream().mapToDouble(Gain::step).max().orElse(0);
    if (now > furthest) {
      furthest = now;
      pending.clear();
    }
    double[] point = choose(last.get(), random);
    pending.add(point);
    looks.put(trial, reached.get());
    return knobs.turned(from, point, random);
  }

  private double[] choose(Gain last, RandomGenerator random) {
    GainScale scale = GainScale.of(gains);
    double[][] points = gains.stream().map(scale::point).toArray(double[][]::new);
    double[] values = scale.values(gains, MOST_DEVIATIONS);
    ForgettingKernel kernel = ForgettingProcess.fit(points, values);
    UpperBound bound =
        new UpperBound(
            ForgettingProcess.of(points, values, kernel),
            widened(scale, last, points, values, kernel),
            gains.size(),
            point -> scale.point(last, point));
    return bound.best(knobs.count(), random);
  }

  /** Knows of the points chosen already, without a value: there is less to learn near them. */
  private ForgettingProcess widened(
      GainScale scale, Gain last, double[][] points, double[] values, ForgettingKernel kernel) {
    int known = points.length;
    double[][] all = Arrays.copyOf(points, known + pending.size());
    for (int i = 0; i < pending.size(); i++) {
      all[known + i] = scale.point(last, pending.get(i));
    }
    return ForgettingProcess.of(all, Arrays.copyOf(values, all.length), kernel);
  }
}
