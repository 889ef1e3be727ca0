import io.eagleray.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fits a line to noisy points by gradient descent. */
class Tune {
  /** Points around y = 3x - 1. */
  static List<double[]> prepare() {
    Random random = new Random(1);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double x = random.nextDouble() * 4 - 2;
      points.add(new double[] {x, 3 * x - 1 + random.nextGaussian() * 0.1});
    }
    return points;
  }

  /** Reports its error after each pass, so that a search can stop what leads nowhere. */
  static Map<String, Object> train(
      List<double[]> points, double learning_rate, double momentum, Trial trial) {
    List<double[]> seen = points.subList(0, 150);
    double[] line = {0, 0};
    double[] speed = {0, 0};
    for (int pass = 0; pass < 27; pass++) {
      step(seen, line, speed, learning_rate, momentum);
      trial.report("error", error(seen, line));
    }
    return Map.of("slope", line[0], "offset", line[1]);
  }

  /** The error of the best line on points that the search never saw. */
  static double evaluate(List<double[]> points, Map<String, Object> tune_results) {
    Map<?, ?> best = (Map<?, ?>) tune_results.get("best_trial");
    double[] line = {number(best.get("slope")), number(best.get("offset"))};
    return error(points.subList(150, 200), line);
  }

  private static void step(
      List<double[]> points, double[] line, double[] speed, double rate, double momentum) {
    double[] slope = {0, 0};
    for (double[] point : points) {
      double off = line[0] * point[0] + line[1] - point[1];
      slope[0] += 2 * off * point[0] / points.size();
      slope[1] += 2 * off / points.size();
    }
    for (int i = 0; i < 2; i++) {
      speed[i] = momentum * speed[i] - rate * slope[i];
      line[i] += speed[i];
    }
  }

  private static double error(List<double[]> points, double[] line) {
    double sum = 0;
    for (double[] point : points) {
      sum += Math.pow(line[0] * point[0] + line[1] - point[1], 2);
    }
    return Math.min(1e6, Math.sqrt(sum / points.size()));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
