package io.eagleray.model;

import java.util.Optional;

/**
 * What a task needs while it runs.
 *
 * @param cpus CPUs, {@code num_cpus}; 0 counts as none
 * @param gpus GPUs, {@code num_gpus}
 */
public record Resources(double cpus, double gpus, Optional<Bytes> memory) {
  /** One CPU. */
  public static final Resources DEFAULT = new Resources(1, 0, Optional.empty());

  public Resources {
    if (!(cpus >= 0) || !Double.isFinite(cpus)) {
      throw new IllegalArgumentException("num_cpus must be 0 or more: " + cpus);
    }
    if (!(gpus >= 0) || !Double.isFinite(gpus)) {
      throw new IllegalArgumentException("num_gpus must be 0 or more: " + gpus);
    }
  }
}
