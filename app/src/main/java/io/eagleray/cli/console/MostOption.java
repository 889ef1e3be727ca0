package io.eagleray.cli.console;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import picocli.CommandLine.Option;

/** The option that says how many things a list has. */
public final class MostOption {
  private static final int USUAL = 20;

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "at most N of them (default: " + USUAL + ")")
  private int most = USUAL;

  /**
   * How many at most.
   *
   * @throws InvalidInputException if that is no number of things
   */
  public int number() {
    if (most < 1) {
      throw new InvalidInputException(
          Location.of("command line"), "-n must be 1 or more, not " + most);
    }
    return most;
  }
}
