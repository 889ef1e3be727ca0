package io.eagleray.worker.value;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Types whose values are written as a text, and how they are read from it. */
final class Texts {
  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(CharSequence.class, text -> text),
          Map.entry(LocalDate.class, LocalDate::parse),
          Map.entry(LocalTime.class, LocalTime::parse),
          Map.entry(LocalDateTime.class, LocalDateTime::parse),
          Map.entry(OffsetDateTime.class, OffsetDateTime::parse),
          Map.entry(ZonedDateTime.class, ZonedDateTime::parse),
          Map.entry(Instant.class, Texts::instant),
          Map.entry(Duration.class, Texts::duration),
          Map.entry(Period.class, Period::parse),
          Map.entry(Year.class, Year::parse),
          Map.entry(YearMonth.class, YearMonth::parse),
          Map.entry(ZoneId.class, ZoneId::of),
          Map.entry(UUID.class, UUID::fromString),
          Map.entry(URI.class, URI::create),
          Map.entry(Path.class, Path::of),
          Map.entry(java.io.File.class, java.io.File::new));

  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

  private Texts() {}

  static Optional<Function<String, Object>> reader(Class<?> type) {
    return Optional.ofNullable(READERS.get(type));
  }

  private static Object instant(String text) {
    return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
  }

  /**
   * {@code PT1H30M}, or a number with a unit as in pipelines: {@code 500ms}, {@code 2s}, {@code
   * 1.5h}.
   */
  private static Object duration(String text) {
    if (text.startsWith("P") || text.startsWith("-P")) {
      return Duration.parse(text);
    }
    int unitAt = text.length();
    while (unitAt > 0 && Character.isLetter(text.charAt(unitAt - 1))) {
      unitAt--;
    }
    BigDecimal amount = new BigDecimal(text.substring(0, unitAt).strip());
    String unit = text.substring(unitAt);
    if (unit.equals("ms")) {
      return Duration.ofNanos(amount.movePointRight(6).longValueExact());
    }
    Long seconds = SECONDS.get(unit);
    if (seconds == null) {
      throw new IllegalArgumentException("a duration is written like 500ms, 2s, 1.5h or PT1H30M");
    }
    return Duration.ofNanos(
        amount.multiply(BigDecimal.valueOf(seconds)).movePointRight(9).longValueExact());
  }
}
