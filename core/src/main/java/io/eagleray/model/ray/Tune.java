package io.eagleray.model.ray;

import io.eagleray.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A hyperparameter search.
 *
 * @param space the parameters that are searched, in order; parents before children
 * @param objectives what is optimised, the most important first; empty only where nothing is
 *     searched
 * @param samples how many trials; empty for as many as {@code timeBudget} allows
 * @param maxConcurrent empty for as many as the resources allow
 * @param stop metric name or {@code training_iteration} to the value at which a trial has done
 *     enough
 * @param stoppers rules by which a trial, or the search, has done enough; any one suffices
 * @param seed empty for a random one, which the log records
 * @param pointsToEvaluate configurations tried first; may be partial
 * @param trialRetry how often a failed trial is tried again
 * @param maxFailedTrials more failed trials than that fail the node; empty: only when none
 *     succeeded
 */
public record Tune(
    List<SpaceParameter> space,
    List<Objective> objectives,
    OptionalInt samples,
    OptionalInt maxConcurrent,
    Optional<Duration> timeBudget,
    Map<String, Double> stop,
    List<Algorithm> stoppers,
    OptionalLong seed,
    List<JsonObject> pointsToEvaluate,
    Algorithm searchAlgorithm,
    Algorithm scheduler,
    Engine engine,
    boolean failFast,
    OptionalInt maxFailedTrials,
    int trialRetry,
    KeepObjects keepObjects,
    Best best) {

  /** How many trials a search has where nothing else is said. */
  public static final int DEFAULT_SAMPLES = 20;

  /** The search algorithm where none is named: the engine chooses. */
  public static final String DEFAULT_SEARCH_ALGORITHM = "auto";

  /** The scheduler where none is named: nothing is stopped early. */
  public static final String DEFAULT_SCHEDULER = "fifo";

  /** In {@code stop}: the number of a trial's reports. */
  public static final String STEP = "training_iteration";

  private static final Set<String> BY_RESULT = Set.of("TrialPlateauStopper", "TargetStopper");

  public Tune {
    space = List.copyOf(space);
    objectives = List.copyOf(objectives);
    stop = Map.copyOf(stop);
    stoppers = List.copyOf(stoppers);
    pointsToEvaluate = List.copyOf(pointsToEvaluate);
  }

  /** The first objective's entry of the reports; empty only where nothing is searched. */
  public Optional<String> metric() {
    return objectives.stream().findFirst().map(Objective::metric);
  }

  /** The first objective's direction. */
  public Mode mode() {
    return objectives.stream().findFirst().map(Objective::mode).orElse(Mode.MAX);
  }

  /** Whether what is good in one objective may be bad in another. */
  public boolean hasSeveralObjectives() {
    return objectives.size() > 1;
  }

  /** The entries of the reports that are optimised. */
  public List<String> metrics() {
    return objectives.stream().map(Objective::metric).toList();
  }

  /**
   * Whether trials end by what they achieve: a bound on a result, or a stopper that looks at a
   * trial's values. One that is complete has then done enough wherever it stands, and is compared
   * with those that came furthest; else a trial that reached its target at once would be behind all
   * that never did.
   */
  public boolean endsByResult() {
    return !Set.of(STEP).containsAll(stop.keySet())
        || stoppers.stream().anyMatch(stopper -> BY_RESULT.contains(stopper.name()));
  }

  /** The same search with a seed. */
  public Tune withSeed(long settled) {
    return with(OptionalLong.of(settled), scheduler);
  }

  /** The same search with another scheduler. */
  public Tune withScheduler(Algorithm other) {
    return with(seed, other);
  }

  private Tune with(OptionalLong settledSeed, Algorithm settledScheduler) {
    return new Tune(
        space,
        objectives,
        samples,
        maxConcurrent,
        timeBudget,
        stop,
        stoppers,
        settledSeed,
        pointsToEvaluate,
        searchAlgorithm,
        settledScheduler,
        engine,
        failFast,
        maxFailedTrials,
        trialRetry,
        keepObjects,
        best);
  }

  /** Whether large or small is good. */
  public enum Mode {
    MAX,
    MIN;

    /** As a config writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is optimised.
   *
   * @param metric the report's entry
   */
  public record Objective(String metric, Mode mode) {}

  /** What searches on a cluster; embedded it is always the native engine. */
  public enum Engine {
    RAY,
    NATIVE
  }

  /** Which value of a trial counts. */
  public enum Best {
    /** Its last report. */
    LAST,
    /** Its best report. */
    MAX_OVER_TIME
  }

  /** Of how many trials the returned objects stay in the catalog; at least the best one's. */
  public record KeepObjects(int count) {
    public static final KeepObjects BEST = new KeepObjects(1);
    public static final KeepObjects ALL = new KeepObjects(Integer.MAX_VALUE);

    public KeepObjects {
      if (count < 1) {
        throw new IllegalArgumentException(
            "keep_objects must be best, all, or 1 or more: " + count);
      }
    }
  }
}
