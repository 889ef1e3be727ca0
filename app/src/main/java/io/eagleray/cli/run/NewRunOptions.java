package io.eagleray.cli.run;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.Root;
import io.eagleray.engine.RunRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a new run is called. */
public final class NewRunOptions {
  @Option(names = "--run-id", paramLabel = "ID", description = "names the run (default: made up)")
  private Optional<String> runId = Optional.empty();

  @Option(names = "--tag", paramLabel = "TAG", description = "a word to find it by")
  private Optional<String> tag = Optional.empty();

  /** The request of a new run to the engine; warns of a variable that means another one. */
  RunRequest request(Root root, PipelineOptions pipeline, ProgramInput program) {
    Console console = root.console();
    List<String> given = program.parameters(console.in());
    RunnableVariables variables = new RunnableVariables(console.environment());
    variables
        .warning(console.invocation(root.placeOptions())::command)
        .ifPresent(console.err()::println);
    return pipeline.request(variables, given, runId, tag, false);
  }

  /** The id that the run is to have; absent for a made one. */
  public Optional<String> runId() {
    return runId;
  }

  /** The tag that it is to be found by. */
  public Optional<String> tag() {
    return tag;
  }
}
