package io.eagleray.cli.run;

import io.eagleray.engine.RunRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A pipeline and what it is given. */
final class PipelineOptions {
  @Parameters(index = "0", paramLabel = "PIPELINE", description = "a pipeline's YAML file")
  private Path pipeline = Path.of("pipeline.yaml");

  @Option(
      names = {"-p", "--parameters"},
      paramLabel = "FILE",
      description = "a YAML file of parameters; may be repeated, later ones go before earlier ones")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-P", "--param"},
      paramLabel = "NAME=VALUE",
      description = "one parameter; goes before those of files")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "changes the Ray config, such as ray_tune.num_samples=20")
  private List<String> sets = new ArrayList<>();

  /** The pipeline's file, as the user named it. */
  Path file() {
    return pipeline;
  }

  /**
   * The request to the engine.
   *
   * @param variables parameters that go before those of files, and a file that options go before
   * @param given {@code name=value}; these go before both, and options before them
   */
  RunRequest request(
      RunnableVariables variables,
      List<String> given,
      Optional<String> runId,
      Optional<String> tag,
      boolean offline) {
    List<Path> allFiles = new ArrayList<>(files);
    variables.parametersFile().ifPresent(allFiles::addFirst);
    List<String> allParameters = new ArrayList<>(variables.parameters());
    allParameters.addAll(given);
    allParameters.addAll(parameters);
    Optional<String> id = runId.or(variables::runId);
    return new RunRequest(pipeline, id, tag, allFiles, allParameters, sets, offline);
  }
}
