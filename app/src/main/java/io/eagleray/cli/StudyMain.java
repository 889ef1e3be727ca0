package io.eagleray.cli;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.engine.ray.remote.StudyProcess;

/**
 * The entry point of the search that runs beside a job's driver on a cluster; people have no use
 * for it. No command of the command line, so that it takes along and loads as little as can be.
 */
public final class StudyMain {
  private StudyMain() {}

  /** Searches until its driver is told how it ended, and ends the process. */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    int code =
        switch (new StudyProcess(console.in(), console.out(), console.clock()).run()) {
          case TOLD -> ExitCode.DONE;
          case FAULT -> ExitCode.INPUT;
          case ALONE -> ExitCode.INTERRUPTED;
        };
    console.out().flush();
    System.exit(code);
  }
}
