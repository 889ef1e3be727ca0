package io.eagleray.engine;

import io.eagleray.spi.Containers;
import io.eagleray.spi.Secrets;
import io.eagleray.spi.Surroundings;
import io.eagleray.yaml.Patches;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What an engine works with.
 *
 * @param state the state folder; absolute
 * @param directory the working directory of tasks; absolute
 * @param environment the user's environment variables
 * @param python the interpreter that the user asked for
 * @param ignoreGpus whether GPUs that are asked for are done without
 * @param secrets where secrets are looked for
 * @param random for run ids, seeds and jitter
 * @param version of the program, for the log
 * @param executor where steps run
 * @param progress hears in a line of what takes long before anything runs
 */
public record EngineSettings(
    Path state,
    Path directory,
    Map<String, String> environment,
    Optional<Path> python,
    boolean ignoreGpus,
    Secrets secrets,
    Clock clock,
    RandomGenerator random,
    String version,
    Executor executor,
    Consumer<String> progress) {

  public EngineSettings {
    environment = Map.copyOf(environment);
    if (!state.isAbsolute() || !directory.isAbsolute()) {
      throw new IllegalArgumentException("paths must be absolute: " + state + ", " + directory);
    }
  }

  /** What stands in for the steps of a mocked run; empty for others. */
  Optional<Patches> patches() {
    return executor instanceof Executor.Mocked mocked
        ? Optional.of(mocked.patches())
        : Optional.empty();
  }

  /** What tasks run in; empty: in processes on this machine. */
  Optional<Containers> containers() {
    return executor instanceof Executor.InContainers in
        ? Optional.of(in.containers())
        : Optional.empty();
  }

  Surroundings surroundings() {
    return new Surroundings(state, environment, new OwnFiles());
  }
}
