package io.eagleray.engine.store;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import java.util.regex.Pattern;

/** What may name a run: it is a folder's name too, so nothing in it may lead elsewhere. */
public final class RunId {
  /** The length of the longest id. */
  public static final int LONGEST = 128;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** What commands call the newest run. */
  private static final String NEWEST = "last";

  private RunId() {}

  /**
   * The id, if a new run may have it.
   *
   * @throws InvalidInputException if not
   */
  public static String checkNew(String runId) {
    if (runId.equals(NEWEST)) {
      throw new InvalidInputException(
          Location.of("run id"),
          "\"last\" cannot name a run: it stands for the newest one, as in show last;"
              + " choose another id");
    }
    return check(runId);
  }

  /**
   * The id, if it may name a run.
   *
   * @throws InvalidInputException if not
   */
  public static String check(String runId) {
    if (runId.length() > LONGEST || !FORM.matcher(runId).matches()) {
      throw new InvalidInputException(
          Location.of("run id"),
          "\"%s\" cannot name a run: at most %d letters, digits, dots, dashes and underscores, the first one a letter or digit"
              .formatted(runId, LONGEST));
    }
    return runId;
  }
}
