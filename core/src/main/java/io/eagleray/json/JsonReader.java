package io.eagleray.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** JSON text to values. */
final class JsonReader {
  /** How deep values may be nested that come from outside. */
  static final int DEPTH = 500;

  /** With this begin the names of fields that stand for something else. */
  static final String RESERVED = "$eagleray.";

  private JsonReader() {}

  /** Made when there is the first text for it. */
  private static final class Library {
    static final JsonFactory ANY = factory(DEPTH);

    /** What is written around a value that came from outside is a few levels at most. */
    static final JsonFactory OWN = factory(DEPTH + 100);
  }

  /**
   * Set up for short texts: tables of names and pools of buffers cost more than they save. Numbers,
   * names and texts may be as long as they are: what was taken from one place is read from another.
   */
  private static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .recyclerPool(JsonRecyclerPools.threadLocalPool())
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build())
        .build();
  }

  static Json read(String text) {
    Json plain = PlainReader.read(text);
    return plain != null ? plain : readByLibrary(text);
  }

  static Json readByLibrary(String text) {
    return read(Library.ANY, text);
  }

  static Json readOwn(String text) {
    Json plain = PlainReader.read(text);
    return plain != null ? plain : read(Library.OWN, text);
  }

  private static Json read(JsonFactory factory, String text) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new JsonException("not JSON: the text is empty");
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonException("not JSON: more text behind the value");
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Json value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonText(parser.getString());
      case VALUE_NUMBER_INT -> new JsonNumber(parser.getNumberValue());
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> Json.TRUE;
      case VALUE_FALSE -> Json.FALSE;
      case VALUE_NULL -> Json.NULL;
      default -> throw new JsonException("not JSON: unexpected " + parser.currentToken());
    };
  }

  private static Json decimal(JsonParser parser) {
    double value = parser.getDoubleValue();
    return Double.isInfinite(value)
        ? JsonNumber.decimal(parser.getString())
        : new JsonNumber(value);
  }

  private static Json array(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonArray(items);
  }

  private static Json object(JsonParser parser) {
    JsonObject object = fields(parser);
    if (object.fields().size() == 1) {
      return numberOr(object);
    }
    return object.fields().get(Json.ESCAPE) instanceof JsonObject inner
        ? object.with(Json.ESCAPE, numberOr(inner))
        : object;
  }

  /** The fields, where what stands behind the escape of a user's own mapping is no number. */
  private static JsonObject fields(JsonParser parser) {
    JsonObject.Builder fields = JsonObject.builder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
      fields.put(name, isObject && name.equals(Json.ESCAPE) ? fields(parser) : value(parser));
    }
    return fields.build();
  }

  /** The number that a mapping stands for, or the mapping. */
  private static Json numberOr(JsonObject object) {
    if (object.fields().get(JsonWriter.NUMBER_ESCAPE) instanceof JsonText(String name)
        && object.fields().size() == 1) {
      return switch (name) {
        case "NaN" -> new JsonNumber(Double.NaN);
        case "Infinity" -> new JsonNumber(Double.POSITIVE_INFINITY);
        case "-Infinity" -> new JsonNumber(Double.NEGATIVE_INFINITY);
        default -> object;
      };
    }
    return object;
  }
}
