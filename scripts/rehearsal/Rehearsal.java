import io.eagleray.trial.Trial;
import java.util.Map;

/** Run once after each build, so that later starts find what a run needs loaded and linked. */
public class Rehearsal {
  public static int prepare() {
    return 3;
  }

  public static double train(double rate, int rows, Trial trial) {
    for (int i = 1; i <= rows; i++) {
      trial.report(Map.of("loss", rate / i));
    }
    return rate;
  }
}
