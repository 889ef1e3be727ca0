package io.eagleray.launch;

import io.eagleray.cli.document.RunDocument;
import io.eagleray.cli.screen.Closing;
import io.eagleray.cli.screen.Heading;
import io.eagleray.cli.screen.Invocation;
import io.eagleray.cli.screen.PlainView;
import io.eagleray.cli.screen.Symbols;
import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Pipeline;
import io.eagleray.engine.Configuration;
import io.eagleray.engine.ConfigurationReader;
import io.eagleray.engine.Engine;
import io.eagleray.engine.EngineSettings;
import io.eagleray.engine.RunListener;
import io.eagleray.engine.RunRequest;
import io.eagleray.engine.process.ShellWord;
import io.eagleray.engine.secret.UsualSecrets;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.Json;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.StoreSurroundings;
import io.eagleray.worker.value.ReturnException;
import io.eagleray.worker.value.ReturnWriter;
import io.eagleray.yaml.Assignment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs pipelines that are made in Java code, in this process, with the same engine as the command
 * line, which can show, resume and retry their runs. Immutable: each method makes a copy.
 *
 * <p>What is wrong with a pipeline is thrown before anything runs, as {@link
 * io.eagleray.problem.InvalidInputException} with all problems and their places in the program.
 */
public final class Eagleray {
  private static final String USUAL_STATE = ".eagleray";

  private final Path directory;
  private final Path state;
  private final List<String> parameters;
  private final Optional<String> runId;
  private final Optional<Path> python;
  private final Optional<Path> config;
  private final Optional<PrintStream> shown;

  private Eagleray(
      Path directory,
      Path state,
      List<String> parameters,
      Optional<String> runId,
      Optional<Path> python,
      Optional<Path> config,
      Optional<PrintStream> shown) {
    this.directory = directory;
    this.state = state;
    this.parameters = List.copyOf(parameters);
    this.runId = runId;
    this.python = python;
    this.config = config;
    this.shown = shown;
  }

  /** In the working directory of this process, with the state folder {@code .eagleray} in it. */
  public static Eagleray here() {
    return in(Path.of(""));
  }

  /** In another working directory, with the state folder {@code .eagleray} in it. */
  public static Eagleray in(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    return new Eagleray(
        absolute,
        absolute.resolve(USUAL_STATE),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Another state folder: run log, catalog, logs. */
  public Eagleray state(Path folder) {
    return new Eagleray(
        directory, directory.resolve(folder).normalize(), parameters, runId, python, config, shown);
  }

  /**
   * A parameter at the start: a JSON value, or what functions may return that is one: texts,
   * numbers, booleans, enums, dates, null, optionals, records, lists, maps, arrays and paths.
   *
   * @throws IllegalArgumentException for anything else, also inside of these, and for a name that
   *     is empty or has a {@code =} or blanks around it
   */
  public Eagleray parameter(String name, @Nullable Object value) {
    if (!Assignment.canName(name)) {
      throw new IllegalArgumentException(
          "a parameter's name has no \"=\", and no blanks around it: \"" + name + "\"");
    }
    List<String> more = new ArrayList<>(parameters);
    more.add(name + "=" + (value instanceof Json json ? json.text() : json(name, value)));
    return new Eagleray(directory, state, more, runId, python, config, shown);
  }

  private static String json(String name, @Nullable Object value) {
    try {
      Object json = ReturnWriter.ofJson().toJson(value, "the parameter \"" + name + "\"");
      return io.eagleray.worker.json.Json.write(json);
    } catch (ReturnException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Names the run. */
  public Eagleray runId(String id) {
    return new Eagleray(directory, state, parameters, Optional.of(id), python, config, shown);
  }

  /** The interpreter of Python steps. */
  public Eagleray python(Path interpreter) {
    return new Eagleray(
        directory,
        state,
        parameters,
        runId,
        Optional.of(directory.resolve(interpreter)),
        config,
        shown);
  }

  /**
   * Which run log store, catalog, secrets and executor there are. Without it the config file is
   * looked for as the command line does. The executor {@code emulator} is passed over: functions of
   * this program are in this process.
   */
  public Eagleray config(Path file) {
    return new Eagleray(directory, state, parameters, runId, python, Optional.of(file), shown);
  }

  /** Prints a line for each thing that happens. */
  public Eagleray showing(PrintStream out) {
    return new Eagleray(directory, state, parameters, runId, python, config, Optional.of(out));
  }

  /**
   * Checks the pipeline, and runs it to its end. An interrupt of the calling thread cancels the
   * run: it is waited for until it has ended as {@code CANCELLED}, and the thread's interrupt flag
   * is set again. So it is with {@link #resume} and {@link #retry}.
   */
  public RunResult run(Pipeline pipeline) {
    Made made = made(pipeline);
    RunRequest request =
        new RunRequest(
            made.file(), runId, Optional.empty(), List.of(), parameters, List.of(), false);
    return drive(
        made, "", (engine, listener, cancellation) -> engine.run(request, listener, cancellation));
  }

  /**
   * Goes on with a run of the pipeline that was interrupted or cancelled. Functions are the
   * program's as it is now.
   *
   * @throws io.eagleray.problem.InvalidInputException also if the pipeline's steps are others than
   *     when the run began
   */
  public RunResult resume(Pipeline pipeline, String run) {
    return drive(
        made(pipeline),
        "resuming",
        (engine, listener, cancellation) -> engine.resume(run, listener, cancellation));
  }

  /**
   * Starts what failed in a run of the pipeline again.
   *
   * @throws io.eagleray.problem.InvalidInputException also if the pipeline's steps are others than
   *     when the run began
   */
  public RunResult retry(Pipeline pipeline, String run) {
    return drive(
        made(pipeline),
        "retrying",
        (engine, listener, cancellation) -> engine.retry(run, List.of(), listener, cancellation));
  }

  /** A pipeline in the state folder, and the functions of the program that it calls. */
  private record Made(Path file, Map<String, CodeFunction> functions) {}

  private Made made(Pipeline pipeline) {
    Pipeline.Written written = pipeline.classPath(OwnClassPath.entries()).written(directory);
    Path file = shortened(PipelineFile.write(written.document(), pipeline.name(), state));
    return new Made(file, written.functions());
  }

  private Path shortened(Path file) {
    return file.startsWith(directory) ? directory.relativize(file) : file;
  }

  /** What is done with the engine. */
  private interface Work {
    RunState with(Engine engine, RunListener listener, Cancellation cancellation);
  }

  private RunResult drive(Made made, String verb, Work work) {
    CancellationSource cancellation = new CancellationSource();
    return OwnThread.call(() -> drive(made, verb, work, cancellation), cancellation::request);
  }

  private RunResult drive(Made made, String verb, Work work, Cancellation cancellation) {
    Configuration configuration = configuration();
    Optional<PlainView> view = shown.map(out -> view(out, verb, made));
    try (Engine engine =
        Engine.open(settings(configuration), configuration, made.functions(), made.file())) {
      RunState state =
          work.with(
              engine,
              (event, now) -> view.ifPresent(screen -> screen.on(event, now)),
              cancellation);
      RunStatus status = state.status().isEnded() ? state.status() : RunStatus.INTERRUPTED;
      return new RunResult(state.created().runId(), status, RunDocument.brief().of(state, status));
    } finally {
      view.ifPresent(PlainView::close);
    }
  }

  private PlainView view(PrintStream out, String verb, Made made) {
    Heading heading =
        new Heading(
            verb,
            version(),
            Runtime.getRuntime().availableProcessors(),
            shortened(state).toString());
    Invocation invocation = new Invocation("eagleray", placeOptions(), !made.functions().isEmpty());
    return new PlainView(
        out, heading, Symbols.ASCII, new Closing(Symbols.ASCII, invocation), Clock.systemUTC());
  }

  /** What a command needs to find the same runs. */
  private String placeOptions() {
    String place = "--state " + ShellWord.of(shortened(state).toString());
    return config.map(file -> place + " --config " + ShellWord.of(file.toString())).orElse(place);
  }

  private Configuration configuration() {
    Configuration configuration =
        new ConfigurationReader(new StoreSurroundings(state, directory, System.getenv(), false))
            .find(config);
    shown.ifPresent(out ->
        configuration
            .warnings()
            .forEach(warning -> out.println(warning.at() + "  " + warning.message())));
    return configuration;
  }

  private EngineSettings settings(Configuration configuration) {
    return new EngineSettings(
        state,
        directory,
        System.getenv(),
        python,
        false,
        UsualSecrets.of(System.getenv(), Optional.empty(), configuration.dotenv(), directory),
        Clock.systemUTC(),
        new SecureRandom(),
        version(),
        configuration.executor(),
        line -> shown.ifPresent(out -> out.println(line)));
  }

  private static String version() {
    String version = Eagleray.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
