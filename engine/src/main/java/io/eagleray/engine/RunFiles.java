package io.eagleray.engine;

import java.nio.file.Path;

/**
 * Where a run's files lie in the state folder.
 *
 * @param folder {@code <state>/runs/<run>}
 */
public record RunFiles(Path folder) {
  public static RunFiles of(Path state, String runId) {
    return new RunFiles(state.resolve("runs").resolve(runId));
  }

  /** The logs of steps ({@code tune-1.log}) and trials ({@code tune/trial-7-1.log}). */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** While this file is there, the driver cancels the run. */
  public Path cancelRequest() {
    return folder.resolve("cancel");
  }
}
