package io.eagleray.engine;

import io.eagleray.engine.secret.EnvironmentSecrets;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** An engine over a folder of its own, for tests. */
final class TestEngine implements AutoCloseable {
  private final Path folder;
  private final EngineSettings settings;
  private final Engine engine;

  TestEngine(Path folder) {
    this(folder, folder);
  }

  /** An engine over the state of one folder that is called from another. */
  TestEngine(Path folder, Path directory) {
    this(folder, directory, new Executor.Local(), System.getenv());
  }

  TestEngine(Path folder, Path directory, Executor executor, Map<String, String> environment) {
    this.folder = folder;
    this.settings = settings(folder, directory, executor, environment);
    this.engine = Engine.open(settings);
  }

  /** An engine over the stores of a config file. */
  TestEngine(Path folder, Configuration configuration) {
    this.folder = folder;
    this.settings = settings(folder, folder, new Executor.Local(), System.getenv());
    this.engine = Engine.open(settings, configuration);
  }

  private static EngineSettings settings(
      Path folder, Path directory, Executor executor, Map<String, String> environment) {
    return new EngineSettings(
        folder.resolve(".eagleray"),
        directory,
        environment,
        Optional.empty(),
        false,
        new EnvironmentSecrets(System.getenv()),
        Clock.systemUTC(),
        new Random(7),
        "test",
        executor,
        line -> {});
  }

  Engine engine() {
    return engine;
  }

  Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  RunState run(String yaml, String... parameters) {
    return run(yaml, RunListener.NONE, new CancellationSource(), parameters);
  }

  /** Runs and cancels as soon as an event is such a one. */
  RunState runUntil(Predicate<RunEvent> moment, String yaml) {
    CancellationSource cancellation = new CancellationSource();
    RunListener listener =
        (event, state) -> {
          if (moment.test(event.body())) {
            cancellation.request();
          }
        };
    return run(yaml, listener, cancellation);
  }

  RunState run(
      String yaml, RunListener listener, CancellationSource cancellation, String... parameters) {
    write("pipeline.yaml", yaml);
    return engine.run(request(parameters), listener, cancellation);
  }

  private static RunRequest request(String... parameters) {
    return new RunRequest(
        Path.of("pipeline.yaml"),
        Optional.of("r1"),
        Optional.empty(),
        List.of(),
        List.of(parameters),
        List.of(),
        false);
  }

  /**
   * Makes the run's log what it was when the first so many events were durable, as if the engine
   * had been killed then.
   */
  void cutLog(long events) {
    replaceLog(events().subList(0, Math.toIntExact(events)));
  }

  private void replaceLog(List<Event> kept) {
    engine.store().delete("r1");
    engine.store().create("r1");
    engine.store().append("r1", kept);
  }

  /** Cuts the log behind the first event that is such a one. */
  void cutLogAfter(Predicate<RunEvent> last) {
    List<Event> all = events();
    int at = 0;
    while (!last.test(all.get(at).body())) {
      at++;
    }
    cutLog(at + 1L);
  }

  /**
   * Cuts the log behind the first event that is such a one, and lets it have happened so much
   * later, as if all before had taken longer.
   */
  void cutLogLateAfter(Predicate<RunEvent> last, Duration later) {
    cutLogAfter(last);
    List<Event> kept = new ArrayList<>(events());
    Event end = kept.removeLast();
    kept.add(
        new Event(end.writer(), end.sequence(), end.epoch(), end.at().plus(later), end.body()));
    replaceLog(kept);
  }

  /** The log. */
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    engine.store().read("r1", 0, events::add);
    return events;
  }

  /** The lines of a file that steps and trials append to; none where there is no file. */
  List<String> lines(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A parameter of the run as its log has it. */
  Json value(String parameter) {
    Value value = engine.read("r1").parameters().get(parameter);
    return value == null ? Json.NULL : value.json();
  }

  /** Checks {@code pipeline.yaml}. */
  Checked check(String... parameters) {
    return new PipelineCheck(settings).check(request(parameters));
  }

  /** The search of a Ray node of {@code pipeline.yaml}. */
  Tune tune(String step) {
    RayNode node = (RayNode) check().plan().pipeline().graph().node(step);
    return node.config().tune().orElseThrow();
  }

  /** Runs until the walk stands before a step. */
  RunState runTo(String step, String yaml) {
    write("pipeline.yaml", yaml);
    return engine.runUntil(step, request(), RunListener.NONE, new CancellationSource());
  }

  /** Runs one phase of a step. */
  RunState phase(String step, String phase) {
    return engine.phase("r1", step, phase, RunListener.NONE, new CancellationSource());
  }

  /** Runs one phase of a step, and cancels as soon as an event is such a one. */
  RunState phaseUntil(Predicate<RunEvent> moment, String step, String phase) {
    CancellationSource cancellation = new CancellationSource();
    RunListener listener =
        (event, state) -> {
          if (moment.test(event.body())) {
            cancellation.request();
          }
        };
    return engine.phase("r1", step, phase, listener, cancellation);
  }

  RunState resume() {
    return engine.resume("r1", RunListener.NONE, new CancellationSource());
  }

  RunState retry(String... sets) {
    return engine.retry("r1", List.of(sets), RunListener.NONE, new CancellationSource());
  }

  RunState retryFrom(String step) {
    return engine.retry(
        "r1", List.of(), Optional.of(step), RunListener.NONE, new CancellationSource());
  }

  @Override
  public void close() {
    engine.close();
  }
}
