package io.eagleray.model.ray;

/**
 * How far a provisioned cluster may grow.
 *
 * @param targetUtilization the share of busy workers aimed at, above 0, at most 1
 */
public record Scaling(int minWorkers, int maxWorkers, double targetUtilization) {
  public Scaling {
    if (minWorkers < 0 || maxWorkers < minWorkers) {
      throw new IllegalArgumentException(
          "min_workers must be from 0 to max_workers: " + minWorkers + ", " + maxWorkers);
    }
    if (!(targetUtilization > 0 && targetUtilization <= 1)) {
      throw new IllegalArgumentException(
          "target_worker_utilization must be above 0 and at most 1: " + targetUtilization);
    }
  }
}
