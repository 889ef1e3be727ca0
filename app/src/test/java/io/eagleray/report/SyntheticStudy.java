package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.TrialStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A search as successive halving would have it, on a function with a known shape: learning curves
 * that rise towards what the configuration is worth.
 */
final class SyntheticStudy {
  static final String STEP = "tune";
  private static final String[] OPTIMIZERS = {"adam", "sgd", "rmsprop"};
  private static final int[] BATCHES = {16, 32, 64, 128};

  private final int trials;
  private final int steps;
  private final int slots;
  private final Random random;

  /**
   * @param steps the most reports of one trial
   * @param slots trials at once
   */
  SyntheticStudy(int trials, int steps, int slots, long seed) {
    this.trials = trials;
    this.steps = steps;
    this.slots = slots;
    this.random = new Random(seed);
  }

  /** What the fan-out of this search hands over. */
  static JsonObject handOver() {
    return JsonObject.builder()
        .put("metric", "accuracy")
        .put("mode", "max")
        .put(
            "space",
            JsonObject.builder()
                .put("learning_rate", range("loguniform", 1e-4, 1e-1))
                .put("depth", range("randint", 2, 13))
                .put("subsample", range("uniform", 0.4, 1))
                .put("optimizer", choices(Json.of("adam"), Json.of("sgd"), Json.of("rmsprop")))
                .put("momentum", range("uniform", 0, 0.99))
                .put("batch_size", choices(Json.of(16), Json.of(32), Json.of(64), Json.of(128)))
                .build())
        .build();
  }

  /** The same for a search that looks for a high accuracy and a small batch cost. */
  static JsonObject handOverOfTwo() {
    return handOver()
        .with("metric", Json.parse("[\"accuracy\", \"cost\"]"))
        .with("mode", Json.parse("[\"max\", \"min\"]"));
  }

  private static JsonObject range(String type, double low, double high) {
    return JsonObject.builder().put("type", type).put("low", low).put("high", high).build();
  }

  private static JsonObject choices(Json... values) {
    return JsonObject.builder().put("type", "choice").put("choices", JsonArray.of(values)).build();
  }

  private record Pending(Instant at, RunEvent body) {}

  /** Writes the search's events in the order in which they would have come. */
  void writeTo(SyntheticRun run) {
    List<Pending> pending = new ArrayList<>();
    PriorityQueue<Instant> free = new PriorityQueue<>();
    for (int slot = 0; slot < slots; slot++) {
      free.add(run.now().plusMillis(120L * slot));
    }
    for (int number = 1; number <= trials; number++) {
      SyntheticRun one = SyntheticRun.named("any").at(free.remove());
      int before = one.events().size();
      trial(one, number);
      one.events().stream()
          .skip(before)
          .forEach(event -> pending.add(new Pending(event.at(), event.body())));
      free.add(one.now().plusMillis(20));
    }
    pending.sort(Comparator.comparing(Pending::at));
    pending.forEach(event -> run.at(event.at()).add(event.body()));
  }

  private void trial(SyntheticRun run, int number) {
    double better = Math.min(1, number / 40.0) * (trials > 5 ? 1 : 0.2);
    double rate =
        random.nextDouble() < 0.6 * better
            ? Math.exp(Math.log(0.02) + 0.5 * random.nextGaussian())
            : Math.exp(Math.log(1e-4) + random.nextDouble() * Math.log(1e3));
    rate = Math.min(0.1, Math.max(1e-4, rate));
    int depth = random.nextDouble() < 0.6 * better ? 5 + random.nextInt(4) : 2 + random.nextInt(11);
    double subsample = 0.4 + 0.6 * random.nextDouble();
    String optimizer = OPTIMIZERS[random.nextInt(3)];
    double momentum = 0.99 * random.nextDouble();
    int batch = BATCHES[random.nextInt(4)];
    JsonObject.Builder config =
        JsonObject.builder()
            .put("learning_rate", rate)
            .put("depth", depth)
            .put("subsample", subsample)
            .put("optimizer", optimizer);
    if (optimizer.equals("sgd")) {
      config.put("momentum", momentum);
    }
    config.put("batch_size", batch);
    double worth =
        0.97
            - 0.06 * Math.pow(Math.log10(rate / 0.02), 2)
            - 0.004 * Math.pow(depth - 6, 2)
            - 0.05 * Math.pow(subsample - 0.8, 2)
            - (optimizer.equals("sgd") ? 0.03 * (1 - momentum) : 0)
            + 0.006 * random.nextGaussian();
    run.trialStarts(STEP, number, 1, config.put("epochs", steps).build());
    boolean fails = random.nextInt(15) == 0;
    int failsAt = 1 + random.nextInt(Math.max(1, steps / 3));
    for (int step = 1; step <= steps; step++) {
      run.pass(Duration.ofMillis(25 + random.nextInt(40)));
      if (fails && step == failsAt) {
        run.trialEnds(STEP, number, 1, TrialStatus.FAILED, Optional.of(failure(number)));
        return;
      }
      double value =
          worth * (1 - 0.75 * Math.exp(-4.0 * step / steps)) + 0.004 * random.nextGaussian();
      run.report(
          STEP,
          number,
          1,
          step,
          JsonObject.builder()
              .put("accuracy", value)
              .put("loss", 1.2 * (1 - value))
              .put("seconds", 0.04 * step)
              .put("cost", depth * subsample + 16.0 / batch)
              .build());
      boolean rung = step == steps / 9 || step == steps / 3;
      if (rung && worth < 0.9 + 0.05 * better - (step == steps / 9 ? 0.03 : 0)) {
        run.trialEnds(STEP, number, 1, TrialStatus.STOPPED, Optional.empty());
        return;
      }
    }
    run.trialEnds(STEP, number, 1, TrialStatus.COMPLETED, Optional.empty());
  }

  private static Failure failure(int number) {
    return number % 2 == 0
        ? new Failure(
            "ValueError",
            "could not convert string to float: '</script><script>alert(1)</script>'",
            Optional.of("train.py:41 in load_rows"),
            "Traceback (most recent call last):\n  File \"train.py\", line 41, in load_rows\n"
                + "ValueError: could not convert string to float: '</script>'")
        : new Failure("worker-died", "the worker ended with signal 9", Optional.empty(), "");
  }
}
