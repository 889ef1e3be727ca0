package io.eagleray.cli.console;

import io.eagleray.engine.process.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command around all commands: what each of them takes. */
@Command(
    name = "eagleray",
    description = "Runs data and machine-learning pipelines, here or on a Ray cluster.",
    footer = {
      "",
      "Start with:  eagleray init my-project  &&  cd my-project  &&  eagleray run pipeline.yaml",
      "Exit codes:  0 done, 1 the run failed, 2 the input is wrong, 3 the environment is, 130 interrupted"
    })
public final class Root {
  /** The form of what is printed on standard output. */
  enum Output {
    TEXT,
    JSON
  }

  private final Console console;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "the state folder: run log, catalog, logs (default: .eagleray)")
  private Path state = Path.of(".eagleray");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "which run log store, catalog and executor (default: EAGLERAY_CONFIG, else"
              + " eagleray-config.yaml or runnable-config.yaml here)")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FORM",
      scope = ScopeType.INHERIT,
      description = "text, or json: one document on one line at the end")
  private Output output = Output.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "nothing but errors")
  private boolean quiet;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "no colour, as with NO_COLOR=1")
  private boolean plain;

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "stack traces with errors")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "this text")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "the version")
  private boolean version;

  public Root(Console console) {
    this.console = console;
  }

  /** What surrounds the process. */
  public Console console() {
    return console;
  }

  /** The state folder; absolute. */
  public Path state() {
    return console.directory().resolve(state).normalize();
  }

  /** The state folder as the user named it. */
  public String stateName() {
    String name = state.toString();
    return name.endsWith("/") ? name : name + "/";
  }

  /** The config file that was asked for. */
  public Optional<Path> config() {
    return config;
  }

  /** What a suggested command needs to find the same runs. */
  public String placeOptions() {
    List<String> options = new ArrayList<>();
    if (!state.equals(Path.of(".eagleray"))) {
      options.add("--state " + ShellWord.of(state.toString()));
    }
    config.ifPresent(file -> options.add("--config " + ShellWord.of(file.toString())));
    return String.join(" ", options);
  }

  /** Whether standard output is to be one JSON document. */
  public boolean isJson() {
    return output == Output.JSON;
  }

  /** Whether nothing but errors is to be said. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Whether errors come with their stacks. */
  public boolean isDebug() {
    return debug;
  }

  /**
   * Whether text is to be coloured.
   *
   * @param stream {@code out} or {@code err}
   */
  public boolean isColourful(String stream) {
    return !plain && console.isColourful(stream);
  }
}
