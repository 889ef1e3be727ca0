package io.eagleray.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Values to compact JSON text. */
final class JsonWriter {
  static final String NUMBER_ESCAPE = "$eagleray.number";

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonWriter() {}

  static String write(Json value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, generator);
    }
    return text.toString();
  }

  private static void write(Json value, JsonGenerator generator) {
    switch (value) {
      case JsonObject object -> {
        generator.writeStartObject();
        object
            .fields()
            .forEach((name, field) -> {
              generator.writeName(name);
              write(field, generator);
            });
        generator.writeEndObject();
      }
      case JsonArray array -> {
        generator.writeStartArray();
        array.items().forEach(item -> write(item, generator));
        generator.writeEndArray();
      }
      case JsonText text -> generator.writeString(text.value());
      case JsonNumber number -> write(number.value(), generator);
      case JsonBool bool -> generator.writeBoolean(bool.value());
      case JsonNull none -> generator.writeNull();
    }
  }

  private static void write(Number number, JsonGenerator generator) {
    switch (number) {
      case Long integer -> generator.writeNumber(integer);
      case BigInteger integer -> generator.writeNumber(integer);
      case BigDecimal decimal -> generator.writeNumber(decimal);
      default -> {
        double value = number.doubleValue();
        if (Double.isFinite(value)) {
          generator.writeNumber(value);
        } else {
          generator.writeStartObject();
          generator.writeName(NUMBER_ESCAPE);
          generator.writeString(Double.toString(value));
          generator.writeEndObject();
        }
      }
    }
  }
}
