package io.eagleray.json;

/** JSON {@code null}. */
public enum JsonNull implements Json {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
