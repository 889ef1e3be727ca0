package io.eagleray.engine.walk;

import io.eagleray.run.CatalogEntry;
import io.eagleray.run.RunState;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files in a run's catalog that steps left which are to start again: nobody gets them any more, for
 * those steps may leave others, or not be walked at all.
 *
 * @param gone the files
 * @param instead what other steps left under the same names
 */
public record StaleFiles(List<CatalogEntry> gone, List<CatalogEntry> instead) {
  public StaleFiles {
    gone = List.copyOf(gone);
    instead = List.copyOf(instead);
  }

  /** Those of a run. */
  public static StaleFiles of(RunState state) {
    Map<String, CatalogEntry> stale = new LinkedHashMap<>();
    Map<String, CatalogEntry> left = new LinkedHashMap<>();
    for (StepState step : state.steps()) {
      for (CatalogEntry file : step.files()) {
        if (file.direction() == CatalogEntry.Direction.PUT) {
          (step.status() == StepStatus.WAITING ? stale : left).put(file.name(), file);
        }
      }
    }
    left.keySet().retainAll(stale.keySet());
    return new StaleFiles(List.copyOf(stale.values()), List.copyOf(left.values()));
  }

  /** Takes them out of the run's catalog. Nothing happens where that was done before. */
  public void withdraw(String runId, Catalog catalog) {
    if (!gone.isEmpty()) {
      catalog.withdraw(runId, gone, instead);
    }
  }
}
