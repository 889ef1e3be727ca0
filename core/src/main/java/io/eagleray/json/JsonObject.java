package io.eagleray.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Named values, in the order in which they were written. Equality does not look at the order. */
public record JsonObject(Map<String, Json> fields) implements Json {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    fields = Collections.unmodifiableMap(fields instanceof Own ? fields : new Own(fields));
  }

  /** Fields that nobody changes any more, so that they need not be copied. */
  private static final class Own extends LinkedHashMap<String, Json> {
    private static final long serialVersionUID = 1;

    Own() {}

    Own(Map<String, Json> fields) {
      super(fields);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  public Optional<Json> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The text under {@code name}; empty if there is none, or another kind of value. */
  public Optional<String> text(String name) {
    return fields.get(name) instanceof JsonText text ? Optional.of(text.value()) : Optional.empty();
  }

  /** The integer under {@code name}; empty if there is none, or another kind of value. */
  public OptionalLong integer(String name) {
    return fields.get(name) instanceof JsonNumber number && number.isInteger()
        ? OptionalLong.of(number.asLong())
        : OptionalLong.empty();
  }

  /** The object under {@code name}, or the empty one. */
  public JsonObject object(String name) {
    return fields.get(name) instanceof JsonObject object ? object : EMPTY;
  }

  /** Whether {@code name} holds {@code true}. */
  public boolean isTrue(String name) {
    return fields.get(name) instanceof JsonBool bool && bool.value();
  }

  /** This object with one field set; a new field comes last. */
  public JsonObject with(String name, Json value) {
    Own copy = new Own(fields);
    copy.put(name, value);
    return new JsonObject(copy);
  }

  /** This object with the fields of another laid over it. */
  public JsonObject and(JsonObject other) {
    Own copy = new Own(fields);
    copy.putAll(other.fields());
    return new JsonObject(copy);
  }

  @Override
  public String toString() {
    return text();
  }

  /** Collects fields in order; a name set twice keeps its first place and its last value. */
  public static final class Builder {
    private Own fields = new Own();
    private boolean isBuilt;

    private Builder() {}

    public Builder put(String name, Json value) {
      if (isBuilt) {
        fields = new Own(fields);
        isBuilt = false;
      }
      fields.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, Json.of(value));
    }

    public Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    public Builder put(String name, double value) {
      return put(name, Json.of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** Sets the field where a value is present, else leaves it out. */
    public Builder put(String name, Optional<? extends Json> value) {
      value.ifPresent(present -> put(name, present));
      return this;
    }

    public JsonObject build() {
      isBuilt = true;
      return new JsonObject(fields);
    }
  }
}
