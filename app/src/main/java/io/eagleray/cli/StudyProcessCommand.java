package io.eagleray.cli;

import io.eagleray.engine.ray.remote.StudyProcess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code study-process}: the search of a job, beside its driver on a cluster. */
@Command(
    name = "study-process",
    hidden = true,
    description = "Searches for the driver of a job, over JSON lines; people have no use for it.")
final class StudyProcessCommand implements Callable<Integer> {
  private final Root root;

  StudyProcessCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Console console = root.console();
    return switch (new StudyProcess(console.in(), console.out(), console.clock()).run()) {
      case TOLD -> ExitCode.DONE;
      case FAULT -> ExitCode.INPUT;
      case ALONE -> ExitCode.INTERRUPTED;
    };
  }
}
