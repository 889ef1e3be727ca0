package io.eagleray.engine;

import io.eagleray.engine.secret.EnvironmentSecrets;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.run.RunState;
import io.eagleray.run.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An engine over a folder of its own, for tests. */
final class TestEngine implements AutoCloseable {
  private final Path folder;
  private final Engine engine;

  TestEngine(Path folder) {
    this.folder = folder;
    this.engine =
        Engine.open(
            new EngineSettings(
                folder.resolve(".eagleray"),
                folder,
                Optional.empty(),
                false,
                new EnvironmentSecrets(System.getenv()),
                Clock.systemUTC(),
                new Random(7),
                "test",
                line -> {}));
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
    write("pipeline.yaml", yaml);
    RunRequest request =
        new RunRequest(
            Path.of("pipeline.yaml"),
            Optional.of("r1"),
            Optional.empty(),
            List.of(),
            List.of(parameters),
            List.of(),
            false);
    return engine.run(request, RunListener.NONE, new CancellationSource());
  }

  /** A parameter of the run as its log has it. */
  Json value(String parameter) {
    Value value = engine.read("r1").parameters().get(parameter);
    return value == null ? Json.NULL : value.json();
  }

  RunState resume() {
    return engine.resume("r1", RunListener.NONE, new CancellationSource());
  }

  RunState retry(String... sets) {
    return engine.retry("r1", List.of(sets), RunListener.NONE, new CancellationSource());
  }

  @Override
  public void close() {
    engine.close();
  }
}
