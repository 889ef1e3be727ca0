import io.eagleray.trial.Trial;
import java.util.List;
import java.util.Map;

/** Run once after each build, so that later starts find what a run needs loaded and linked. */
public class Rehearsal {
  /** What user code is made of, so that the compiler's part of it is there, too. */
  public record Rows(int count, List<String> names) {
    int doubled() {
      return switch (names.size()) {
        case 0 -> count;
        default -> names.stream().mapToInt(String::length).map(length -> 2 * length).sum();
      };
    }
  }

  public static int prepare() {
    Rows rows = new Rows(3, List.of());
    return rows.doubled();
  }

  public static double train(double rate, int rows, Trial trial) {
    for (int i = 1; i <= rows; i++) {
      trial.report(Map.of("loss", rate / i));
    }
    return rate;
  }
}
