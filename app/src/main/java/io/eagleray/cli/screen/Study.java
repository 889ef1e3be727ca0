package io.eagleray.cli.screen;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.ObjectivesJson;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialCounts;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A search as a screen shows it. Each event costs the same, however many trials there are. */
public final class Study {
  private static final int ENOUGH_FOR_A_GUESS = 3;

  private final Map<Integer, TrialStatus> statuses = new HashMap<>();
  private final Map<Integer, Running> running = new HashMap<>();
  private final Map<TrialStatus, Integer> counts = new EnumMap<>(TrialStatus.class);
  private JsonObject plan = JsonObject.EMPTY;
  private final Set<Integer> tookOver = new HashSet<>();
  private boolean goesOn;
  private List<Tune.Objective> objectives = List.of();
  private @Nullable Front front;
  private @Nullable JsonObject compromise;
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
   * @param values of what is optimised in its latest report, by name
   */
  record Running(JsonObject config, Map<String, Double> values) {
    static final Running UNKNOWN = new Running(JsonObject.EMPTY, Map.of());
  }

  /** What the fan-out handed over: metric, mode, number of trials. */
  void plan(JsonObject handOver) {
    plan = handOver;
    if (handOver.get("metric").orElse(Json.NULL) instanceof JsonArray) {
      objectives = ObjectivesJson.read(handOver);
      front = new Front(objectives);
    }
  }

  /** What the fan-in handed over holds from now on: it knows the rule for the best trial. */
  void result(JsonObject handOver) {
    if (front != null && handOver.get("pareto").orElse(Json.NULL) instanceof JsonArray pareto) {
      front.result(pareto);
      compromise = handOver.object("best_config");
    }
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
      running.put(trial.number(), new Running(trial.config(), values(trial.metrics())));
    }
    int step = isEnough(trial.status()) ? Integer.MAX_VALUE : trial.lastStep();
    consider(trial.number(), step, trial.metrics(), trial.config());
  }

  void apply(RunEvent.OfTrial event, Instant at) {
    if (since == null) {
      since = at;
    }
    switch (event) {
      case RunEvent.TrialAsked asked -> {
        set(asked.trial(), TrialStatus.RUNNING);
        running.put(asked.trial(), new Running(asked.config(), Map.of()));
      }
      case RunEvent.TrialStarted started -> {
        boolean resumes = statuses.get(started.trial()) == TrialStatus.PAUSED;
        goesOn = resumes || tookOver.remove(started.trial());
        set(started.trial(), TrialStatus.RUNNING);
      }
      case RunEvent.TrialTookOver changed -> {
        tookOver.add(changed.trial());
        running.put(changed.trial(), new Running(changed.config(), values(changed.metrics())));
      }
      case RunEvent.TrialReported reported -> {
        JsonObject config = running(reported.trial()).config();
        Map<String, Double> values = values(reported.metrics());
        if (!values.isEmpty()) {
          running.put(reported.trial(), new Running(config, values));
          consider(reported.trial(), reported.step(), reported.metrics(), config);
        }
      }
      case RunEvent.TrialEnded ended -> {
        if (!ended.willRetry()) {
          set(ended.trial(), ended.status());
          if (ended.status().isEnded()) {
            latest = running(ended.trial());
            if (isEnough(ended.status())) {
              JsonObject.Builder metrics = JsonObject.builder();
              latest.values().forEach(metrics::put);
              consider(ended.trial(), Integer.MAX_VALUE, metrics.build(), latest.config());
            }
            running.remove(ended.trial());
            endedSince++;
          }
        }
      }
    }
  }

  /** Whether a trial has done enough by its results, so that its step does not count. */
  private boolean isEnough(TrialStatus status) {
    return status == TrialStatus.COMPLETED && plan.isTrue("ends_by_result");
  }

  private Running running(int trial) {
    return running.getOrDefault(trial, Running.UNKNOWN);
  }

  /** Whether the attempt that began last goes on after a pause, or with another's checkpoint. */
  boolean latestGoesOn() {
    return goesOn;
  }

  /** The trial that ended last, as it was then. */
  Running latestEnded() {
    return latest == null ? Running.UNKNOWN : latest;
  }

  private Map<String, Double> values(JsonObject metrics) {
    List<String> names =
        front == null
            ? metric().stream().toList()
            : objectives.stream().map(Tune.Objective::metric).toList();
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : names) {
      if (metrics.get(name).orElse(Json.NULL) instanceof JsonNumber number
          && !Double.isNaN(number.asDouble())) {
        values.put(name, number.asDouble());
      }
    }
    return values;
  }

  private void consider(int trial, int step, JsonObject metrics, JsonObject config) {
    if (front != null) {
      front.consider(trial, step, metrics);
    } else {
      values(metrics).values().forEach(value -> consider(trial, step, value, config));
    }
  }

  private void set(int trial, TrialStatus status) {
    TrialStatus before = statuses.put(trial, status);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
    counts.merge(status, 1, Integer::sum);
  }

  // The best last report among the trials at the highest step reached, and those that have done
  // enough: a report at a higher step
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
    return metric().isPresent() || front != null || !statuses.isEmpty();
  }

  /** What is optimised; empty where that is several things. */
  public Optional<String> metric() {
    return plan.text("metric");
  }

  /** What is done to which metric: {@code minimize loss, maximize size}; empty where not known. */
  public Optional<String> goal() {
    List<String> goals =
        front == null
            ? metric().map(name -> goal(isMaximised(), name)).stream().toList()
            : objectives.stream()
                .map(one -> goal(one.mode() == Tune.Mode.MAX, one.metric()))
                .toList();
    return goals.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", goals));
  }

  private static String goal(boolean maximised, String metric) {
    return (maximised ? "maximize " : "minimize ") + metric;
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

  /** The best trial; empty where there are several objectives, and so a {@link #front}. */
  public Optional<Best> best() {
    return Optional.ofNullable(best);
  }

  /** The best trials of a search with several objectives, at least one. */
  Optional<Front> front() {
    return Optional.ofNullable(front).filter(any -> any.size() > 0);
  }

  /** The best trial's configuration, or that of the compromise between several objectives. */
  Optional<JsonObject> bestConfig() {
    return best().map(Best::config).or(() -> Optional.ofNullable(compromise));
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
