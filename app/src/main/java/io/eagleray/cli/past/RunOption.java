package io.eagleray.cli.past;

import picocli.CommandLine.Parameters;

/** The run that a command looks at. */
final class RunOption {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      arity = "0..1",
      description = "a run's id (default: last, the newest run)")
  private String run = "last";

  String id() {
    return run;
  }
}
