package io.eagleray.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline that is to be checked or run.
 *
 * @param pipeline the file, as the user named it
 * @param runId the run's name; empty for one that the engine makes up
 * @param parameterFiles YAML files of parameters; later ones go before earlier ones
 * @param parameters {@code name=value}; these go before the files
 * @param sets {@code path=value} over the Ray configs
 * @param offline whether clusters are left alone while checking
 * @param noCache whether no step is taken from an earlier run
 * @param job whether the file must be one with a single task
 */
public record RunRequest(
    Path pipeline,
    Optional<String> runId,
    Optional<String> tag,
    List<Path> parameterFiles,
    List<String> parameters,
    List<String> sets,
    boolean offline,
    boolean noCache,
    boolean job) {

  public RunRequest {
    parameterFiles = List.copyOf(parameterFiles);
    parameters = List.copyOf(parameters);
    sets = List.copyOf(sets);
  }

  /** A request whose steps may be taken from earlier runs, where they say so. */
  public RunRequest(
      Path pipeline,
      Optional<String> runId,
      Optional<String> tag,
      List<Path> parameterFiles,
      List<String> parameters,
      List<String> sets,
      boolean offline) {
    this(pipeline, runId, tag, parameterFiles, parameters, sets, offline, false, false);
  }

  /** The same, with no step taken from an earlier run. */
  public RunRequest withoutCache() {
    return new RunRequest(
        pipeline, runId, tag, parameterFiles, parameters, sets, offline, true, job);
  }

  /** The same of a file that must be one with a single task. */
  public RunRequest ofJob() {
    return new RunRequest(
        pipeline, runId, tag, parameterFiles, parameters, sets, offline, noCache, true);
  }
}
