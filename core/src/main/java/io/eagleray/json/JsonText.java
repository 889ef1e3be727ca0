package io.eagleray.json;

import java.util.Objects;

/** A JSON string. */
public record JsonText(String value) implements Json {
  public JsonText {
    Objects.requireNonNull(value, "value is null");
  }

  @Override
  public String toString() {
    return text();
  }
}
