package io.eagleray.dsl;

import java.util.Optional;

/** Where a program calls this package: {@code Tuning.java:14}. */
final class Place {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String OURS = Place.class.getPackageName();

  private Place() {}

  /** The caller's file and line; the empty text where they are not known. */
  static String ofCaller() {
    return WALKER.walk(frames ->
        frames
            .filter(frame -> !packageOf(frame.getClassName()).equals(OURS))
            .findFirst()
            .filter(frame -> frame.getLineNumber() > 0)
            .flatMap(frame ->
                Optional.ofNullable(frame.getFileName())
                    .map(file -> file + ":" + frame.getLineNumber()))
            .orElse(""));
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }
}
