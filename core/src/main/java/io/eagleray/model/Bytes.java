package io.eagleray.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size in bytes. */
public record Bytes(long count) {
  private static final int KILO = 1_000;
  private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("k", 1_000L),
          Map.entry("kb", 1_000L),
          Map.entry("m", 1_000_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("g", 1_000_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L),
          Map.entry("ki", 1L << 10),
          Map.entry("kib", 1L << 10),
          Map.entry("mi", 1L << 20),
          Map.entry("mib", 1L << 20),
          Map.entry("gi", 1L << 30),
          Map.entry("gib", 1L << 30),
          Map.entry("ti", 1L << 40),
          Map.entry("tib", 1L << 40));

  private static final List<String> SHOWN = List.of("kB", "MB", "GB", "TB", "PB", "EB");

  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException("a size must be 0 or more bytes: " + count);
    }
  }

  /** Reads {@code 4000000000}, {@code 16GB}, {@code 16GiB}; empty where the text is no size. */
  public static Optional<Bytes> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Long unit = UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT));
    if (unit == null) {
      return Optional.empty();
    }
    BigDecimal count = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    return count.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(new Bytes(count.longValue()));
  }

  /** Such as {@code 12 bytes} or {@code 1.2 MB}. */
  public String shown() {
    if (count < KILO) {
      return count + " bytes";
    }
    double size = (double) count / KILO;
    int unit = 0;
    while (size >= KILO) {
      size /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, SHOWN.get(unit));
  }
}
