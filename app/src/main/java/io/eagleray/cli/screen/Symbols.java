package io.eagleray.cli.screen;

import io.eagleray.run.StepStatus;
import java.time.Instant;

/**
 * The signs that a screen is drawn with.
 *
 * @param spinner shown one after another while a step runs
 * @param full a done piece of a progress bar
 * @param empty one that is not
 * @param dot between two facts of one line
 * @param more the end of a line that was cut
 */
public record Symbols(
    String good,
    String bad,
    String waiting,
    String skipped,
    String spinner,
    String full,
    String empty,
    String dot,
    String more) {

  /** For a terminal whose locale is UTF-8. */
  public static final Symbols UNICODE =
      new Symbols("✔", "✘", "·", "–", "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "█", "░", "·", "…");

  /** For every other. */
  public static final Symbols ASCII =
      new Symbols("+", "x", ".", "-", "|/-\\", "#", "-", "|", "...");

  /** The spinner's turn takes a tenth of a second. */
  String spin(Instant now) {
    int turn = (int) Math.floorMod(now.toEpochMilli() / 100, (long) spinner.length());
    return spinner.substring(turn, turn + 1);
  }

  String of(StepStatus status, Instant now) {
    return switch (status) {
      case WAITING -> waiting;
      case RUNNING -> spin(now);
      case SUCCESS -> good;
      case FAILED, CANCELLED -> bad;
      case SKIPPED -> skipped;
    };
  }

  /** A progress bar; {@code done} of {@code all} pieces of work are done. */
  String bar(long done, long all, int width) {
    int pieces = all <= 0 ? 0 : (int) Math.min(width, done * width / all);
    return full.repeat(pieces) + empty.repeat(width - pieces);
  }

  /** Facts on one line. */
  public String join(Iterable<String> facts) {
    return String.join(" " + dot + " ", facts);
  }
}
