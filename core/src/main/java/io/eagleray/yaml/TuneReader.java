package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonText;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.Tune;
import io.eagleray.spi.AlgorithmNames;
import io.eagleray.spi.MappingReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code ray_tune}. */
final class TuneReader {
  private final AlgorithmNames algorithms;

  TuneReader(AlgorithmNames algorithms) {
    this.algorithms = algorithms;
  }

  Tune read(YamlMapping tune) {
    Goal goal = new Goal();
    goal.read(tune);
    Algorithm search =
        new AlgorithmReader(
                "search_algorithm", algorithms.samplers(), Tune.DEFAULT_SEARCH_ALGORITHM)
            .read(tune, "search_algorithm", goal);
    Algorithm scheduler =
        new AlgorithmReader("scheduler", algorithms.schedulers(), Tune.DEFAULT_SCHEDULER)
            .read(tune, "scheduler", goal);
    Stops stops = new StopReader(algorithms.stoppers()).read(tune, goal);
    List<SpaceParameter> space =
        tune.child("search_space", new Label("search_space", ""))
            .map(SpaceReader::read)
            .orElse(List.of());
    if (!space.isEmpty()) {
      checkGoal(tune, goal);
    }
    goal.check(tune);
    Optional<Duration> budget = stops.shorter(positive(tune, "time_budget"));
    return new Tune(
        space,
        goal.objectives(),
        samples(tune, budget.isPresent()),
        maxConcurrent(tune),
        budget,
        stops.bounds(),
        stops.stoppers(),
        tune.integer("seed"),
        new PointsReader(space).read(tune),
        search,
        scheduler,
        tune.word("engine", Tune.Engine.class).orElse(Tune.Engine.RAY),
        tune.bool("fail_fast").orElse(false),
        Numbers.toInt(tune, "max_failed_trials", 0),
        Numbers.toInt(tune, "trial_retry", 0).orElse(0),
        keepObjects(tune),
        best(tune, goal));
  }

  private static Tune.Best best(YamlMapping tune, Goal goal) {
    Tune.Best best = tune.word("best", Tune.Best.class).orElse(Tune.Best.LAST);
    if (best == Tune.Best.MAX_OVER_TIME && goal.metrics().size() > 1) {
      tune.reject("best", "last where there are several metrics");
    }
    return best;
  }

  private static void checkGoal(YamlMapping tune, Goal goal) {
    List<String> missing = new ArrayList<>();
    if (goal.metrics().isEmpty()) {
      missing.add("a \"metric\"");
    }
    if (goal.modes().isEmpty()) {
      missing.add("a \"mode\", max or min,");
    }
    if (!missing.isEmpty()) {
      tune.problems()
          .error(
              tune.at(),
              "a search needs "
                  + String.join(" and ", missing)
                  + " in ray_tune, search_algorithm or scheduler");
    }
  }

  private static Optional<Duration> positive(MappingReader tune, String key) {
    Optional<Duration> duration = tune.duration(key);
    if (duration.isPresent() && duration.get().isZero()) {
      tune.reject(key, "longer than nothing");
      return Optional.empty();
    }
    return duration;
  }

  private static OptionalInt samples(MappingReader tune, boolean hasBudget) {
    String key = "num_samples";
    OptionalInt given = Numbers.toInt(tune, key);
    if (given.isEmpty()) {
      return hasBudget && !tune.has(key) ? given : OptionalInt.of(Tune.DEFAULT_SAMPLES);
    }
    if (given.getAsInt() == -1 && hasBudget) {
      return OptionalInt.empty();
    }
    if (given.getAsInt() < 1) {
      tune.reject(key, "1 or more, or -1 for as many as a time_budget allows");
      return OptionalInt.of(Tune.DEFAULT_SAMPLES);
    }
    return given;
  }

  /** Ray reads 0 as "no limit". */
  private static OptionalInt maxConcurrent(MappingReader tune) {
    OptionalInt given = Numbers.toInt(tune, "max_concurrent_trials", 0);
    return given.isPresent() && given.getAsInt() == 0 ? OptionalInt.empty() : given;
  }

  private static Tune.KeepObjects keepObjects(YamlMapping tune) {
    String key = "keep_objects";
    Optional<Json> value = tune.json(key);
    if (value.isEmpty()) {
      return Tune.KeepObjects.BEST;
    }
    if (value.get() instanceof JsonText text && text.value().equals("best")) {
      return Tune.KeepObjects.BEST;
    }
    if (value.get() instanceof JsonText text && text.value().equals("all")) {
      return Tune.KeepObjects.ALL;
    }
    if (value.get() instanceof JsonNumber number
        && number.value() instanceof Long count
        && count >= 1) {
      return new Tune.KeepObjects((int) Math.min(count, Integer.MAX_VALUE));
    }
    tune.reject(key, "best, all, or 1 or more");
    return Tune.KeepObjects.BEST;
  }
}
