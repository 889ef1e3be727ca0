package io.eagleray.targets.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.run.TrialState;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.ObjectReferences;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The objects that a job goes by, in the folder where its package and the cluster find them. */
final class JobObjects {
  private JobObjects() {}

  /**
   * Brings them there from a catalog that is elsewhere, which may have been filled from another
   * machine: those of the arguments, and what trials go on from, as far as it is there.
   *
   * @return the objects of the arguments, which travel with the job
   */
  static Set<String> bring(JsonObject arguments, List<TrialState> trials, Catalog catalog) {
    Set<String> travelling = ObjectReferences.in(arguments);
    catalog.bring(travelling);
    if (catalog.isRemote()) {
      Set<String> checkpoints = new HashSet<>();
      for (TrialState trial : trials) {
        if (!trial.status().isEnded()) {
          trial.checkpoint().ifPresent(value -> checkpoints.addAll(ObjectReferences.in(value)));
        }
      }
      checkpoints.removeIf(sha256 -> !catalog.has(sha256));
      catalog.bring(checkpoints);
    }
    return travelling;
  }
}
