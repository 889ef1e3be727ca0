package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A run as several writers may write it: in each epoch a driver with its steps, and a phase of a
 * Ray node that works elsewhere with its trials.
 */
final class RandomLog {
  static final StepPath TUNE = new StepPath("tune");
  private static final int TRIALS = 5;

  private final RandomGenerator random;
  private final Map<String, List<Event>> writers = new LinkedHashMap<>();
  private final int[] attempts = new int[TRIALS];
  private final int[] checkpoints = new int[TRIALS];
  private final boolean[] over = new boolean[TRIALS];
  private long clock;
  private long order;

  RandomLog(RandomGenerator random) {
    this.random = random;
    write("driver-1", 1, created());
    int epochs = random.nextInt(1, 5);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      drive("driver-" + epoch, epoch, epoch == epochs);
      search("phase-" + epoch, epoch);
    }
  }

  private static RunEvent created() {
    return new RunEvent.RunCreated(
        "r1",
        "uuid",
        "pipeline.yaml",
        "/root",
        Map.of(),
        Map.of("a", Value.of(Json.of(0L))),
        JsonObject.EMPTY,
        Optional.empty(),
        "test");
  }

  private void write(String writer, int epoch, RunEvent body) {
    List<Event> events = writers.computeIfAbsent(writer, any -> new ArrayList<>());
    events.add(new Event(writer, events.size(), epoch, Instant.EPOCH.plusSeconds(clock++), body));
  }

  private void drive(String writer, int epoch, boolean last) {
    write(writer, epoch, new RunEvent.RunStarted(epoch, Instant.EPOCH, List.of("epoch=" + epoch)));
    write(writer, epoch, new RunEvent.ProcessStarted(100 + epoch, Instant.EPOCH, "worker"));
    for (String name : List.of("prepare", "tune", "evaluate")) {
      StepPath path = new StepPath(name);
      if (random.nextBoolean()) {
        write(writer, epoch, new RunEvent.StepReset(path, epoch - 1));
      }
      write(writer, epoch, new RunEvent.StepStarted(path, "task", epoch, ++order));
      if (random.nextInt(4) == 0) {
        write(
            writer,
            epoch,
            new RunEvent.StepReused(path, epoch, new Origin("run " + epoch, "load")));
      }
      if (random.nextInt(4) > 0) {
        write(writer, epoch, ended(path, epoch));
      }
    }
    write(writer, epoch, new RunEvent.PhaseEnded(TUNE, epoch, "fan-out", JsonObject.EMPTY));
    if (random.nextBoolean()) {
      write(writer, epoch, new RunEvent.ProcessEnded(100 + epoch, Instant.EPOCH));
    } else {
      // The next driver ends what this one left.
      write(
          "driver-" + (epoch + 1),
          epoch + 1,
          new RunEvent.ProcessEnded(100 + epoch, Instant.EPOCH));
    }
    if (last || random.nextBoolean()) {
      RunStatus status = random.nextBoolean() ? RunStatus.SUCCESS : RunStatus.FAILED;
      write(writer, epoch, new RunEvent.RunEnded(status, Optional.empty()));
    }
  }

  private RunEvent ended(StepPath path, int attempt) {
    boolean good = random.nextBoolean();
    return new RunEvent.StepEnded(
        path,
        attempt,
        good ? StepStatus.SUCCESS : StepStatus.FAILED,
        good ? Map.of("a", Value.of(Json.of(random.nextLong(100)))) : Map.of(),
        List.of(),
        good ? Optional.empty() : Optional.of(Failure.of("error", "no luck")),
        random.nextBoolean());
  }

  private void search(String writer, int epoch) {
    for (int trial = 0; trial < TRIALS; trial++) {
      if (!over[trial] && random.nextInt(5) > 0) {
        attempt(writer, epoch, trial);
      }
    }
  }

  private void attempt(String writer, int epoch, int trial) {
    if (attempts[trial] == 0) {
      JsonObject config = JsonObject.builder().put("x", random.nextDouble()).build();
      write(writer, epoch, new RunEvent.TrialAsked(TUNE, trial, config));
    }
    int attempt = ++attempts[trial];
    write(writer, epoch, new RunEvent.TrialStarted(TUNE, trial, attempt, checkpoints[trial]));
    int reports = random.nextInt(4);
    for (int step = checkpoints[trial] + 1, end = step + reports; step < end; step++) {
      boolean saves = random.nextInt(3) == 0;
      write(
          writer,
          epoch,
          new RunEvent.TrialReported(
              TUNE,
              trial,
              attempt,
              step,
              JsonObject.builder().put("loss", random.nextDouble()).build(),
              saves
                  ? Optional.of(Json.of("saved by " + attempt + " at " + step))
                  : Optional.empty()));
      if (saves) {
        checkpoints[trial] = step;
      }
    }
    if (random.nextBoolean()) {
      boolean again = random.nextInt(3) == 0;
      over[trial] = !again;
      TrialStatus status = again ? TrialStatus.FAILED : TrialStatus.COMPLETED;
      write(
          writer,
          epoch,
          new RunEvent.TrialEnded(
              TUNE, trial, attempt, status, Json.NULL, Optional.empty(), again));
    }
  }

  /** All events in an order that keeps each writer's. */
  List<Event> interleaved(RandomGenerator shuffle) {
    List<List<Event>> left = new ArrayList<>();
    writers.values().forEach(events -> left.add(new ArrayList<>(events)));
    List<Event> all = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Event> from = left.get(shuffle.nextInt(left.size()));
      all.add(from.removeFirst());
      if (from.isEmpty()) {
        left.remove(from);
      }
    }
    return all;
  }
}
