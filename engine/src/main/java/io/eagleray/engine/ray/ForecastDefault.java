package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.model.ray.Tune;
import io.eagleray.spi.TaskSignature;

/**
 * The scheduler of a search that names none: learning curves are forecast where that wins, and
 * nothing is known to be lost.
 *
 * <p>It wins where time is short: of trials that all run to their end anyway, in whatever order,
 * nothing is saved. It needs to know the last step ({@code stop: training_iteration}), and a
 * function that reports and goes on from a checkpoint, so that a pause costs nothing.
 */
final class ForecastDefault {
  private static final String SCHEDULER = "forecast";

  private ForecastDefault() {}

  /** A native search as it is run. */
  static Tune of(RayConfig ray, Tune tune, TaskSignature signature) {
    JsonObject config = ray.source().object("ray_tune");
    Double lastStep = tune.stop().get(Tune.STEP);
    boolean open =
        config.get("scheduler").isEmpty()
            && tune.searchAlgorithm().name().equals(Tune.DEFAULT_SEARCH_ALGORITHM);
    if (!open
        || lastStep == null
        || lastStep < 2
        || tune.timeBudget().isEmpty()
        || tune.hasSeveralObjectives()
        || !goesOn(signature)
        || tune.space().stream().anyMatch(parameter -> parameter.domain() instanceof Domain.Grid)) {
      return tune;
    }
    JsonObject arguments =
        JsonObject.builder().put("max_t", Json.of((long) Math.ceil(lastStep))).build();
    return tune.withScheduler(new Algorithm(SCHEDULER, arguments, tune.scheduler().at()));
  }

  private static boolean goesOn(TaskSignature signature) {
    return signature.known()
        && signature.reports()
        && signature.arguments().stream()
            .anyMatch(argument -> argument.name().equals(TrialStart.CHECKPOINT));
  }
}
