package io.eagleray.targets.ray.client;

import io.eagleray.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which Ray answers.
 *
 * @param ray as Ray says it: {@code 2.60.0}
 * @param session the name of the head's session; another one means that the head was started anew;
 *     empty where Ray is too old to tell it
 */
public record RayVersion(String ray, int major, int minor, String commit, String session) {
  /** The oldest that is supported. */
  public static final String OLDEST = "2.9";

  /** The newest that was tested. */
  public static final String NEWEST = "2.60";

  private static final int MAJOR = 2;
  private static final int OLDEST_MINOR = 9;
  private static final int NEWEST_MINOR = 60;
  private static final int LABELS_MINOR = 50;
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\D.*)?");

  /** Reads the answer of {@code /api/version}; empty where it is not Ray's. */
  static Optional<RayVersion> of(JsonObject answer) {
    String text = answer.text("ray_version").orElse("");
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RayVersion(
            text,
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            answer.text("ray_commit").orElse(""),
            answer.text("session_name").orElse("")));
  }

  boolean isBefore(int otherMinor) {
    return major < MAJOR || major == MAJOR && minor < otherMinor;
  }

  /**
   * Refuses what is too old.
   *
   * @throws RayException.UnsupportedException if it is
   */
  public RayVersion requireSupported() {
    if (isBefore(OLDEST_MINOR)) {
      throw new RayException.UnsupportedException(
          "the cluster runs Ray " + ray + ", which is too old: " + OLDEST + " or newer is needed");
    }
    return this;
  }

  /** What to tell of a Ray that is newer than what was tested. */
  public Optional<String> warning() {
    boolean newer = major > MAJOR || major == MAJOR && minor > NEWEST_MINOR;
    return newer
        ? Optional.of("the cluster runs Ray " + ray + "; Eagleray was tested with up to " + NEWEST)
        : Optional.empty();
  }

  /** Whether {@code entrypoint_label_selector} is known to it. */
  public boolean knowsLabelSelectors() {
    return !isBefore(LABELS_MINOR);
  }
}
