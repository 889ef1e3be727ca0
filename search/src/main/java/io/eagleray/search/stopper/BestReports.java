package io.eagleray.search.stopper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An {@link ExperimentPlateauStopper} at work in one study. */
final class BestReports implements Watch {
  private record Report(int trial, long step, double loss) {}

  private final ExperimentPlateauStopper settings;
  private final List<Report> best = new ArrayList<>();
  private int alike;

  BestReports(ExperimentPlateauStopper settings) {
    this.settings = settings;
  }

  @Override
  public boolean onReport(int trial, long step, double loss) {
    if (!Double.isNaN(loss)) {
      best.add(new Report(trial, step, loss));
      best.sort(Comparator.comparingDouble(Report::loss));
      if (best.size() > settings.top()) {
        best.removeLast();
      }
    }
    alike = areAlike() ? alike + 1 : 0;
    return false;
  }

  @Override
  public void onRestart(int trial, long fromStep) {
    best.removeIf(report -> report.trial() == trial && report.step() > fromStep);
  }

  @Override
  public boolean isOver() {
    return alike >= Math.max(1, settings.patience());
  }

  private boolean areAlike() {
    return best.size() == settings.top()
        && Spread.of(best.stream().mapToDouble(Report::loss).toArray()) <= settings.std();
  }
}
