package io.eagleray.search.space;

/** A listed value that is none, such as a tree's depth without a limit: {@code null} in JSON. */
public enum Nothing {
  NOTHING;

  @Override
  public String toString() {
    return "null";
  }
}
