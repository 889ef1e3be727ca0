package io.eagleray.cli.run;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Stopping a run before one of its steps. */
final class UntilOption {
  @Option(
      names = "--until",
      paramLabel = "STEP",
      description = "stops before that step; resume goes on there")
  private Optional<String> step = Optional.empty();

  Optional<String> step() {
    return step;
  }

  /** A run that stands where it should is done for now. */
  static int exitCode(RunState state) {
    return state.status() == RunStatus.RUNNING ? ExitCode.DONE : ExitCode.of(state.status());
  }
}
