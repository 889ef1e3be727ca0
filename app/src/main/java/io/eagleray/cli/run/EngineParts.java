package io.eagleray.cli.run;

import io.eagleray.cli.console.Configured;
import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.console.Version;
import io.eagleray.engine.Configuration;
import io.eagleray.engine.Engine;
import io.eagleray.engine.EngineSettings;
import io.eagleray.engine.Executor;
import io.eagleray.engine.PipelineCheck;
import io.eagleray.engine.process.ProgramPath;
import io.eagleray.engine.python.Interpreter;
import io.eagleray.engine.python.Interpreters;
import io.eagleray.engine.secret.UsualSecrets;
import io.eagleray.problem.EnvironmentException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;

/** Puts the engine together for one command. */
public final class EngineParts {
  private final Root root;
  private final EngineOptions options;

  public EngineParts(Root root, EngineOptions options) {
    this.root = root;
    this.options = options;
  }

  /**
   * An engine.
   *
   * @param directory the working directory of the run, where its {@code .env} may lie
   */
  public Engine engine(Path directory) {
    return engine(directory, Configuration::executor);
  }

  /**
   * An engine for jobs.
   *
   * @param directory the working directory of the run, where its {@code .env} may lie
   */
  Engine jobEngine(Path directory) {
    return engine(directory, Configuration::jobs);
  }

  private Engine engine(Path directory, Function<Configuration, Executor> executor) {
    Configuration configuration = configuration();
    return Engine.open(
        settings(root.state(), directory, configuration, executor.apply(configuration)),
        configuration);
  }

  /**
   * What checks a pipeline as {@link #engine(Path)} would.
   *
   * @param folder takes what its workers need
   */
  PipelineCheck check(CheckFolder folder) {
    Configuration configuration = configuration();
    return new PipelineCheck(
        settings(
            folder.path(), root.console().directory(), configuration, configuration.executor()));
  }

  private Configuration configuration() {
    Configuration configuration = new Configured(root).configuration(options.survivesPowerLoss());
    configuration
        .warnings()
        .forEach(warning -> root.console().err().println(warning.at() + "  " + warning.message()));
    return configuration;
  }

  private EngineSettings settings(
      Path state, Path directory, Configuration configuration, Executor executor) {
    Console console = root.console();
    return new EngineSettings(
        state,
        console.directory(),
        console.environment(),
        options.python().map(this::interpreter),
        options.ignoreGpus(),
        UsualSecrets.of(
            console.environment(),
            options.secrets().map(file -> console.directory().resolve(file)),
            configuration.dotenv(),
            directory),
        console.clock(),
        new SecureRandom(),
        Version.text(),
        executor,
        line -> console.err().println(line));
  }

  /**
   * The interpreter of Python steps.
   *
   * @throws EnvironmentException if there is none; the message says what was looked at
   */
  Interpreter python() {
    return new Interpreters(root.console().environment())
        .find(options.python().map(this::interpreter));
  }

  private Optional<Path> onPath(String name) {
    return ProgramPath.named(name, root.console().environment())
        .findFirst()
        .map(Path::toAbsolutePath);
  }

  // A name without a folder is looked for on the PATH, as a shell would.
  private Path interpreter(Path given) {
    boolean isName = given.getNameCount() == 1 && !given.isAbsolute();
    Optional<Path> found =
        isName
            ? onPath(given.toString())
            : Optional.of(root.console().directory().resolve(given))
                .filter(program -> ProgramPath.isProgram(program.toFile()));
    return found.orElseThrow(() ->
        new EnvironmentException(
            "no Python interpreter \"" + given + "\"; give another with --python, or install it"));
  }
}
