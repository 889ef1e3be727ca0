package io.eagleray.engine;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Parameter;
import io.eagleray.engine.secret.EnvironmentSecrets;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.run.Origin;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.Value;
import io.eagleray.spi.StoreSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose pipelines use functions of the test, and what there is to ask of their runs. */
abstract class CachingCase {
  private static final Path FILE = Path.of("pipeline.yaml");

  /** Its functions are this test's own, and start no process. */
  static final String COUNTED =
      """
      dag:
        steps:
          prepare:
            command_type: function
            command: twice
            returns: [{name: size, kind: metric}]
            cache: {key: inputs}
          use: {command_type: function, command: use}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  Engine engine;

  final Queue<String> ran = new ConcurrentLinkedQueue<>();
  final Queue<Integer> used = new ConcurrentLinkedQueue<>();
  private final Map<String, CodeFunction> functions =
      Map.of(
          "twice", timesRows(2),
          "thrice", timesRows(3),
          "use", function(Parameter.of("size", Integer.class), used::add));

  CodeFunction timesRows(int factor) {
    return function(
        Parameter.of("rows", Integer.class),
        rows -> {
          ran.add("prepare " + rows);
          return rows * factor;
        });
  }

  static CodeFunction function(Parameter<Integer> parameter, CodeFunction.Of1<Integer> body) {
    return new CodeFunction(
        List.of(parameter), given -> body.call((Integer) Objects.requireNonNull(given.get(0))));
  }

  @BeforeEach
  void open() {
    engine = open(Duration.ZERO);
  }

  /** An engine over the test's folder, so much later. */
  Engine open(Duration later) {
    Path state = folder.resolve(".eagleray");
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "TOKEN", "hush-hush");
    return Engine.open(
        new EngineSettings(
            state,
            folder,
            environment,
            Optional.empty(),
            false,
            new EnvironmentSecrets(Map.of("TOKEN", "hush-hush")),
            Clock.offset(Clock.systemUTC(), later),
            new Random(7),
            "test",
            new Executor.Local(),
            line -> {}),
        Configuration.usual(new StoreSurroundings(state, folder, environment, false)),
        functions,
        FILE);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  List<String> lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  static RunRequest request(String id, String... parameters) {
    return new RunRequest(
        FILE, Optional.of(id), Optional.empty(), List.of(), List.of(parameters), List.of(), false);
  }

  RunState run(String id, String yaml, String... parameters) throws IOException {
    write(FILE.toString(), yaml);
    return engine.run(request(id, parameters), RunListener.NONE, new CancellationSource());
  }

  static Json value(RunState run, String parameter) {
    Value value = run.parameters().get(parameter);
    return value == null ? Json.NULL : value.json();
  }

  static StepState step(RunState run, String path) {
    return run.step(new StepPath(path)).orElseThrow();
  }

  static Optional<Origin> origin(RunState run, String path) {
    return step(run, path).origin();
  }
}
