package io.eagleray.cli.screen;

/**
 * How the user called the program, so that what it suggests can be typed.
 *
 * @param program as it was typed ({@code ./eagleray})
 * @param options that every further call needs too, such as another state folder; may be empty
 * @param hasFunctions whether steps are functions of a program of the user's, which alone can take
 *     the run up again
 */
public record Invocation(String program, String options, boolean hasFunctions) {
  /** A call of the command line. */
  public Invocation(String program, String options) {
    this(program, options, false);
  }

  /** The line to type for a command and its arguments. */
  public String command(String text) {
    return program + " " + text + (options.isEmpty() ? "" : " " + options);
  }

  /**
   * What takes a run up again.
   *
   * @param verb {@code resume} or {@code retry}
   */
  public String takeUp(String verb, String runId) {
    return hasFunctions
        ? verb + "(pipeline, \"" + runId + "\") in your program"
        : command(verb + " " + runId);
  }
}
