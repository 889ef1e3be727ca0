package io.eagleray.worker.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.worker.json.Json;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentCheckTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "7",
          "1.5",
          "1e400",
          "\"abc\"",
          "\"7\"",
          "\"x\"",
          "\"MONDAY\"",
          "\"2026-01-31\"",
          "\"90s\"",
          "[]",
          "[1, 2]",
          "[1, \"a\"]",
          "[[1.5], [null]]",
          "[{\"x\": 1}]",
          "{}",
          "{\"x\": 1}",
          "{\"x\": \"one\", \"label\": 2}",
          "{\"a\": 1.5}",
          "{\"$eagleray.number\": \"NaN\"}",
          "{\"$eagleray.number\": \"many\"}",
          "{\"$eagleray.object\": 5}",
          "{\"$eagleray.escaped\": {\"$eagleray.number\": \"NaN\"}}");

  private static boolean initialised;

  @TempDir Path folder = Path.of("");

  record Point(int x, Optional<String> label) {}

  static final class Model implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
  }

  enum Loud {
    QUIET,
    SHOUTING;

    static {
      initialised = true;
    }
  }

  /** Declared types, by the names of the fields. */
  @SuppressWarnings({"unused", "NullAway"})
  private static final class Declared {
    int whole;
    Long boxed;
    double real;
    BigDecimal exact;
    boolean flag;
    char letter;
    String text;
    DayOfWeek day;
    LocalDate date;
    Duration duration;
    Path path;
    Object any;
    Number number;
    Model model;
    Runnable action;
    Point point;
    List<Integer> integers;
    List<Point> points;
    List plain;
    Map<String, Integer> counts;
    double[][] matrix;
    int[] array;
    Optional<Double> maybe;
  }

  private static Type type(String field) throws NoSuchFieldException {
    return Declared.class.getDeclaredField(field).getGenericType();
  }

  @Test
  void itRefusesExactlyWhatTheReaderRefusesAndInTheSameWords() {
    ArgumentReader reader =
        new ArgumentReader(new ObjectStore(folder), ArgumentCheckTest.class.getClassLoader());
    for (Field field : Declared.class.getDeclaredFields()) {
      for (String text : VALUES) {
        Object value = Json.parse(text);
        Optional<String> refused = Optional.empty();
        try {
          reader.read(field.getGenericType(), value, "it");
        } catch (ArgumentException e) {
          refused = Optional.of(String.valueOf(e.getMessage()));
        }
        assertThat(ArgumentCheck.misfit(field.getGenericType(), value, "it"))
            .as("%s as %s", text, field.getGenericType())
            .isEqualTo(refused);
      }
    }
  }

  @Test
  void theConstantsOfAnEnumAreKnownWithoutMakingThem() {
    assertThat(ArgumentCheck.misfit(Loud.class, "SHOUTING", "it")).isEmpty();
    assertThat(ArgumentCheck.misfit(Loud.class, "LOUD", "it"))
        .hasValue("it must be Loud, but is the text \"LOUD\"; it has [QUIET, SHOUTING]");
    assertThat(initialised).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "text", "point", "model", "integers"})
  void whatIsStoredIsNotLookedAt(String field) throws NoSuchFieldException {
    Object reference =
        Json.parse(
            "{\"$eagleray.object\":{\"sha256\":\"" + "0".repeat(64) + "\",\"format\":\"bytes\"}}");
    assertThat(ArgumentCheck.misfit(type(field), reference, "it")).isEmpty();
  }

  @Test
  void whatIsNoReferenceToAnObjectIsTold() {
    Object reference =
        Json.parse("{\"$eagleray.object\":{\"sha256\":\"ab\",\"format\":\"bytes\"}}");
    assertThat(ArgumentCheck.misfit(int.class, reference, "it"))
        .hasValue(
            "it is no reference to an object: a SHA-256 has 64 hexadecimal digits, but this is"
                + " \"ab\"");
  }

  @Test
  @Timeout(10)
  void aNumberOfAnyExponentIsRefusedAtOnceWhereAWholeOneIsWanted() {
    for (String number : List.of("1e-2000000000", "-1e-2000000000", "1e2000000000", "0.5")) {
      assertThat(ArgumentCheck.misfit(int.class, Json.parse(number), "argument \"n\""))
          .as(number)
          .isPresent();
    }
  }
}
