package io.eagleray.cli.screen;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers, durations and configurations read. */
public final class Wording {
  private static final int DIGITS = 4;

  private Wording() {}

  /** Four digits that count: {@code 0.9722}, {@code 1,437}, {@code 3.2e-07}. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return grouped((long) value);
    }
    if (size < 1e-4 || size >= 1e15) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.1f", value);
    }
    return new BigDecimal(value)
        .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A value in few words: numbers rounded, texts bare, everything else as JSON. */
  public static String value(Json json) {
    return switch (json) {
      case JsonNumber number -> number(number.asDouble());
      case JsonText text -> text.value();
      default -> json.text();
    };
  }

  /** {@code learning_rate 0.0312, depth 6}. */
  public static String config(JsonObject config, String between) {
    return config.fields().entrySet().stream()
        .map(field -> field.getKey() + " " + value(field.getValue()))
        .collect(Collectors.joining(between));
  }

  /** {@code 0.4 s}, {@code 2 m 10 s}, {@code 1 h 05 m}; a negative one is none. */
  public static String duration(Duration duration) {
    Duration positive = duration.isNegative() ? Duration.ZERO : duration;
    long seconds = positive.toSeconds();
    if (seconds < 60) {
      long tenths = positive.toMillis() / 100;
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d m", seconds / 3600, seconds / 60 % 60);
  }

  /** {@code 1 trial}, {@code 4 trials}. */
  public static String count(long count, String noun) {
    return grouped(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** A run tells of many small numbers, and a format costs as much as the rest of a line. */
  private static String grouped(long whole) {
    return Math.abs(whole) < 1000 ? Long.toString(whole) : String.format(Locale.ROOT, "%,d", whole);
  }
}
