package io.eagleray.worker.value;

import io.eagleray.worker.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored object, as it stands in JSON.
 *
 * @param sha256 64 hexadecimal digits in lower case
 * @param format {@link #SERIALIZED}, {@link #FILE}, {@link #BYTES}, or that of another language
 * @param type for people: the class, or the name of the file
 * @param size in bytes
 */
public record ObjectReference(String sha256, String format, String type, long size) {
  public static final String SERIALIZED = "java/serialized";
  public static final String FILE = "file";
  public static final String BYTES = "bytes";
  private static final String SHA256 = "[0-9a-f]{64}";

  public ObjectReference {
    if (!sha256.matches(SHA256)) {
      throw new ObjectException(
          "a SHA-256 has 64 hexadecimal digits, but this is \"" + sha256 + "\"");
    }
  }

  /** The reference that a JSON value is, or empty where it is something else. */
  public static Optional<ObjectReference> in(@Nullable Object json) {
    return Escapes.content(json, Escapes.OBJECT)
        .filter(Map.class::isInstance)
        .map(content -> {
          Fields fields = Fields.of(content);
          return new ObjectReference(
              fields.text("sha256"),
              fields.text("format"),
              fields.optionalText("type").orElse("object"),
              fields.number("size", 0));
        });
  }

  /** Whether a map is a reference, such as one of another language that was passed through. */
  static boolean isIn(Map<String, @Nullable Object> map) {
    return Escapes.content(map, Escapes.OBJECT).orElse("") instanceof Map<?, ?> content
        && content.get("sha256") instanceof String hash
        && hash.matches(SHA256)
        && content.get("format") instanceof String;
  }

  /** Whether a Java worker can read it. */
  public boolean isReadable() {
    return format.equals(SERIALIZED) || format.equals(FILE) || format.equals(BYTES);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("sha256", sha256);
    content.put("format", format);
    content.put("type", type);
    content.put("size", size);
    return Escapes.wrap(Escapes.OBJECT, content);
  }
}
