package io.eagleray.cli.console;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** As in the jar's manifest; {@code development} where there is none. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
