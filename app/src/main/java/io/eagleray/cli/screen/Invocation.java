package io.eagleray.cli.screen;

/**
 * How the user called the program, so that what it suggests can be typed.
 *
 * @param program as it was typed ({@code ./eagleray})
 * @param options that every further call needs too, such as another state folder; may be empty
 */
public record Invocation(String program, String options) {
  /** The line to type for a command and its arguments. */
  public String command(String text) {
    return program + " " + text + (options.isEmpty() ? "" : " " + options);
  }
}
