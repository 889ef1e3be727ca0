package io.eagleray.engine.ray.remote;

import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Graph;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.Value;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.Surroundings;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a study has at hand far from the engine. Its events go to the driver, which makes them
 * durable; all that it knows of the run is the history that came with the spec, and its own events.
 * Of the catalog, of files and of secrets it knows nothing: who runs the trials does.
 */
final class RemoteWalking implements NodeWalking {
  private final StudySpec spec;
  private final DriverLines driver;
  private final TaskRunner trials;
  private final Clock clock;
  private final Cancellation cancellation;
  private final List<Event> log;
  private final RunState state = new RunState();
  private final int epoch;

  RemoteWalking(
      StudySpec spec,
      DriverLines driver,
      TaskRunner trials,
      Clock clock,
      Cancellation cancellation) {
    this.spec = spec;
    this.driver = driver;
    this.trials = trials;
    this.clock = clock;
    this.cancellation = cancellation;
    this.log = new ArrayList<>(spec.history());
    log.forEach(state::apply);
    this.epoch = log.stream().mapToInt(Event::epoch).max().orElse(0) + 1;
  }

  @Override
  public String runId() {
    return spec.runId();
  }

  @Override
  public StepPath path() {
    return spec.path();
  }

  @Override
  public int attempt() {
    return spec.attempt();
  }

  @Override
  public Map<String, Value> parameters() {
    return spec.parameters();
  }

  @Override
  public <T> T read(Function<RunState, T> look) {
    return look.apply(state);
  }

  @Override
  public void replay(Consumer<Event> events) {
    List.copyOf(log).forEach(events);
  }

  @Override
  public void append(List<RunEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    for (RunEvent body : events) {
      Event event = new Event("study", log.size(), epoch, clock.instant(), body);
      log.add(event);
      state.apply(event);
    }
    sendTrials(
        events.stream()
            .filter(RunEvent.OfTrial.class::isInstance)
            .map(EventCodec::write)
            .collect(JsonArray.collect()));
    for (RunEvent body : events) {
      if (body instanceof RunEvent.Warned warned) {
        sendWarning(warned.message());
      }
    }
  }

  private void sendTrials(JsonArray events) {
    if (!events.items().isEmpty()) {
      driver.send(JsonObject.builder().put("op", "events").put("events", events).build());
    }
  }

  /** Whoever takes it in says himself which step it is about. */
  private void sendWarning(String message) {
    String prefix = path() + ": ";
    String text = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    driver.send(JsonObject.builder().put("op", "warning").put("message", text).build());
  }

  /** The worker that runs a trial finds them where it is. */
  @Override
  public Map<String, String> secrets(List<String> names) {
    return Map.of();
  }

  @Override
  public Optional<String> secretPlace(String name) {
    return Optional.empty();
  }

  @Override
  public TaskRunner runner(Task task) {
    return trials;
  }

  @Override
  public TaskSignature signature(Task task) {
    return spec.signature();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  /** A name only: logs are written where trials run. */
  @Override
  public Path log() {
    return Path.of("logs", spec.path().fileName() + "-" + spec.attempt() + ".log");
  }

  @Override
  public Catalog catalog() {
    throw notHere("catalog");
  }

  @Override
  public Machine machine() {
    throw notHere("machine for trials");
  }

  @Override
  public long randomSeed() {
    throw notHere("seed of its own");
  }

  @Override
  public Surroundings surroundings() {
    throw notHere("state folder");
  }

  @Override
  public Path folder() {
    throw notHere("pipeline");
  }

  @Override
  public Path directory() {
    throw notHere("working directory");
  }

  @Override
  public NodeOutcome walk(
      Graph graph, String branch, Map<String, Value> parameters, Map<String, String> variables) {
    throw notHere("graph");
  }

  @Override
  public List<NodeOutcome> walk(Branches branches) {
    throw notHere("graph");
  }

  @Override
  public Set<String> gives(Graph graph) {
    throw notHere("graph");
  }

  /** The machine has been given to the process as a whole. */
  @Override
  public Optional<Hold> hold(Resources resources) {
    return Optional.of(() -> {});
  }

  private static UnsupportedOperationException notHere(String what) {
    return new UnsupportedOperationException("a study process has no " + what);
  }
}
