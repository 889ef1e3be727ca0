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

  private static final JsonFactory ANY = factory(DEPTH);

  /** What is written around a value that came from outside is a few levels at most. */
  private static final JsonFactory OWN = factory(DEPTH + 100);

  private JsonReader() {}

  /** Set up for short texts: tables of names and pools of buffers cost more than they save. */
  private static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .recyclerPool(JsonRecyclerPools.threadLocalPool())
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(depth).build())
        .build();
  }

  static Json read(String text) {
    return read(ANY, text);
  }

  static Json readOwn(String text) {
    return read(OWN, text);
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
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(number(parser));
      case VALUE_TRUE -> Json.TRUE;
      case VALUE_FALSE -> Json.FALSE;
      case VALUE_NULL -> Json.NULL;
      default -> throw new JsonException("not JSON: unexpected " + parser.currentToken());
    };
  }

  private static Number number(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getNumberValue();
    }
    double value = parser.getDoubleValue();
    return Double.isInfinite(value) ? parser.getDecimalValue() : value;
  }

  private static Json array(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonArray(items);
  }

  private static Json object(JsonParser parser) {
    JsonObject.Builder fields = JsonObject.builder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    JsonObject object = fields.build();
    return object.fields().size() == 1
            && object.fields().get(JsonWriter.NUMBER_ESCAPE) instanceof JsonText text
        ? nonFinite(text.value())
        : object;
  }

  private static Json nonFinite(String name) {
    return switch (name) {
      case "NaN" -> new JsonNumber(Double.NaN);
      case "Infinity" -> new JsonNumber(Double.POSITIVE_INFINITY);
      case "-Infinity" -> new JsonNumber(Double.NEGATIVE_INFINITY);
      default -> throw new JsonException("not a number: " + name);
    };
  }
}
