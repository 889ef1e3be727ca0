package io.eagleray.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Durations as users write them: {@code 500ms}, {@code 2s}, {@code 1h30m}, {@code 90}. */
public final class DurationText {
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(100L * 365 * 86_400);

  private DurationText() {}

  /**
   * Reads numbers with units {@code ms}, {@code s}, {@code m}, {@code h}, {@code d}; a number alone
   * is seconds. Empty where the text is no duration, or one of more than 100 years.
   */
  public static Optional<Duration> parse(String text) {
    BigDecimal seconds = BigDecimal.ZERO;
    String rest = text.strip();
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    while (!rest.isEmpty()) {
      int number = spanOf(rest, 0, true);
      int unit = spanOf(rest, number, false);
      String word = rest.substring(number, unit).strip();
      boolean bare = word.isEmpty() && unit == text.strip().length();
      Optional<BigDecimal> scale = bare ? Optional.of(BigDecimal.ONE) : scale(word);
      Optional<BigDecimal> count = count(rest.substring(0, number));
      if (count.isEmpty() || scale.isEmpty()) {
        return Optional.empty();
      }
      seconds = seconds.add(count.get().multiply(scale.get()));
      rest = rest.substring(unit);
    }
    return seconds.compareTo(LONGEST_SECONDS) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
  }

  private static int spanOf(String text, int from, boolean digits) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9' || c == '.';
  }

  private static Optional<BigDecimal> count(String digits) {
    if (digits.isEmpty()
        || digits.length() > 20
        || digits.equals(".")
        || digits.indexOf('.') != digits.lastIndexOf('.')) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(digits));
  }

  private static Optional<BigDecimal> scale(String unit) {
    return switch (unit) {
      case "ms" -> Optional.of(new BigDecimal("0.001"));
      case "s" -> Optional.of(BigDecimal.ONE);
      case "m", "min" -> Optional.of(BigDecimal.valueOf(60));
      case "h" -> Optional.of(BigDecimal.valueOf(3600));
      case "d" -> Optional.of(BigDecimal.valueOf(86_400));
      default -> Optional.empty();
    };
  }
}
