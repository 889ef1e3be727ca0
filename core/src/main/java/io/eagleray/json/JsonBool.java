package io.eagleray.json;

/** {@code true} or {@code false}. */
public record JsonBool(boolean value) implements Json {
  @Override
  public String toString() {
    return text();
  }
}
