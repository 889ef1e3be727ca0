package io.eagleray.cli.screen;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialCounts;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A search as a screen shows it. Each event costs the same, however many trials there are. */
public final class Study {
  private static final int ENOUGH_FOR_A_GUESS = 3;

  private final Map<Integer, TrialStatus> statuses = new HashMap<>();
  private final Map<Integer, Running> running = new HashMap<>();
  private final Map<TrialStatus, Integer> counts = new EnumMap<>(TrialStatus.class);
  private JsonObject plan = JsonObject.EMPTY;
  private @Nullable Best best;
  private @Nullable Running latest;
  private @Nullable Instant since;
  private int endedSince;

  /**
   * The best trial so far.
   *
   * @param step the one of its report
   */
  public record Best(int trial, int step, double value, JsonObject config) {}

  /**
   * What is kept of a trial while it runs.
   *
   * @param value of the metric in its latest report
   */
  record Running(JsonObject config, Optional<Double> value) {
    static final Running UNKNOWN = new Running(JsonObject.EMPTY, Optional.empty());
  }

  /** What the fan-out handed over: metric, mode, number of trials. */
  void plan(JsonObject handOver) {
    plan = handOver;
  }

  /** What the fan-in handed over holds from now on: it knows the rule for the best trial. */
  void result(JsonObject handOver) {
    if (handOver.get("best_value").orElse(Json.NULL) instanceof JsonNumber value
        && handOver.integer("best_trial").isPresent()) {
      best =
          new Best(
              (int) handOver.integer("best_trial").getAsLong(),
              Integer.MAX_VALUE,
              value.asDouble(),
              handOver.object("best_config"));
    }
  }

  /** Takes a trial of an earlier driver over. */
  void restore(TrialState trial) {
    set(trial.number(), trial.status());
    if (!trial.status().isEnded()) {
      running.put(trial.number(), new Running(trial.config(), value(trial.metrics())));
    }
    value(trial.metrics())
        .ifPresent(value -> consider(trial.number(), trial.lastStep(), value, trial.config()));
  }

  void apply(RunEvent.OfTrial event, Instant at) {
    if (since == null) {
      since = at;
    }
    switch (event) {
      case RunEvent.TrialAsked asked -> {
        set(asked.trial(), TrialStatus.RUNNING);
        running.put(asked.trial(), new Running(asked.config(), Optional.empty()));
      }
      case RunEvent.TrialStarted started -> set(started.trial(), TrialStatus.RUNNING);
      case RunEvent.TrialReported reported ->
          value(reported.metrics())
              .ifPresent(value -> {
                JsonObject config = running(reported.trial()).config();
                running.put(reported.trial(), new Running(config, Optional.of(value)));
                consider(reported.trial(), reported.step(), value, config);
              });
      case RunEvent.TrialEnded ended -> {
        if (!ended.willRetry()) {
          set(ended.trial(), ended.status());
          if (ended.status().isEnded()) {
            latest = running(ended.trial());
            running.remove(ended.trial());
            endedSince++;
          }
        }
      }
    }
  }

  private Running running(int trial) {
    return running.getOrDefault(trial, Running.UNKNOWN);
  }

  /** The trial that ended last, as it was then. */
  Running latestEnded() {
    return latest == null ? Running.UNKNOWN : latest;
  }

  private Optional<Double> value(JsonObject metrics) {
    return metric()
        .flatMap(metrics::get)
        .filter(JsonNumber.class::isInstance)
        .map(json -> ((JsonNumber) json).asDouble())
        .filter(value -> !Double.isNaN(value));
  }

  private void set(int trial, TrialStatus status) {
    TrialStatus before = statuses.put(trial, status);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
    counts.merge(status, 1, Integer::sum);
  }

  // The best last report among the trials at the highest step reached: a report at a higher step
  // always takes the place of one at a lower step.
  private void consider(int trial, int step, double value, JsonObject config) {
    if (best == null
        || step > best.step()
        || (step == best.step() && (isMaximised() ? value > best.value() : value < best.value()))) {
      best = new Best(trial, step, value, config);
    }
  }

  /** Whether trials are made. */
  boolean isSearch() {
    return metric().isPresent() || !statuses.isEmpty();
  }

  public Optional<String> metric() {
    return plan.text("metric");
  }

  public boolean isMaximised() {
    return plan.text("mode").filter("max"::equals).isPresent();
  }

  /** How many trials the search will make at most; empty where only time ends it. */
  public OptionalLong planned() {
    return plan.integer("num_samples");
  }

  /** The scheduler and the sampler by name, as far as there are any. */
  public List<String> methods() {
    return Stream.of("scheduler", "sampler")
        .flatMap(name -> plan.text(name).stream())
        .map(Study::shortened)
        .toList();
  }

  /** Where a cluster runs it: {@code on gpu-head, job eagleray-…}; empty for this machine. */
  public Optional<String> place() {
    return plan.text("submission_id")
        .map(job ->
            "on " + plan.text("address").map(Study::host).orElse("a cluster") + ", job " + job);
  }

  private static String host(String address) {
    return Optional.ofNullable(URI.create(address).getHost()).orElse(address);
  }

  // The names of classes say what they are, which the place on the screen says too.
  private static String shortened(String name) {
    String text = name.replaceFirst("(?<=.)(Scheduler|Sampler|Search)$", "");
    return text.equals("Auto") ? "auto" : text;
  }

  public Optional<Best> best() {
    return Optional.ofNullable(best);
  }

  public TrialCounts counts() {
    return new TrialCounts(
        count(TrialStatus.COMPLETED),
        count(TrialStatus.STOPPED),
        count(TrialStatus.FAILED),
        count(TrialStatus.RUNNING) + count(TrialStatus.PAUSED));
  }

  /** Trials that are over. */
  public int ended() {
    TrialCounts now = counts();
    return now.total() - now.running();
  }

  private int count(TrialStatus status) {
    return counts.getOrDefault(status, 0);
  }

  /** A guess from the pace so far; empty where there is no basis for one. */
  public Optional<Duration> left(Instant now) {
    if (since == null || planned().isEmpty() || endedSince < ENOUGH_FOR_A_GUESS) {
      return Optional.empty();
    }
    long toDo = Math.max(0, planned().getAsLong() - ended());
    return Optional.of(Duration.between(since, now).multipliedBy(toDo).dividedBy(endedSince));
  }
}
