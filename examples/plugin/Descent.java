import io.eagleray.trial.Trial;
import java.util.Map;

/** Gradient descent on a parabola: with a rate above 1 it runs away. */
final class Descent {
  private static final int STEPS = 20;

  private Descent() {}

  static Map<String, Object> run(double rate, double start, Trial trial) {
    double x = start;
    for (int step = 0; step < STEPS; step++) {
      x -= rate * 2 * x;
      trial.report("loss", x * x);
    }
    return Map.of("loss", x * x);
  }
}
