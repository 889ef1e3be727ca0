package io.eagleray.worker.task;

import io.eagleray.worker.json.Json;
import io.eagleray.worker.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a script's output that is a trial's report: one JSON object. The numbers that JSON has
 * not are taken as Python's {@code json} writes them: {@code NaN}, {@code Infinity}.
 */
final class ReportLine {
  /**
   * A text, which is left alone, or one of those numbers. Nothing is tried twice: a long text would
   * exhaust the stack.
   */
  private static final Pattern NOT_FINITE =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|(?<![\\w.])(-?Infinity|NaN)(?!\\w)");

  /** Stands for such a number until the line is read; no program writes it. */
  private static final String MARK = "\u0001";

  private static final int MOST_SHOWN = 80;

  private ReportLine() {}

  /** Whether a program may have meant a line as a report. */
  static boolean isMeant(String line) {
    return line.startsWith("{");
  }

  /** What the line reports; empty where it is not JSON. */
  static Optional<Map<?, ?>> read(String line) {
    try {
      return Json.parse(marked(line)) instanceof Map<?, ?> map
          ? Optional.of(withNumbers(map))
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with a line that was meant and could not be read. */
  static String wrong(String line) {
    String shown = line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    return "no report could be read: the line "
        + shown
        + " is not JSON, which looks like {\"loss\": 0.5}";
  }

  private static String marked(String line) {
    if (!line.contains("NaN") && !line.contains("Infinity")) {
      return line;
    }
    Matcher matcher = NOT_FINITE.matcher(line);
    return matcher.replaceAll(found ->
        Matcher.quoteReplacement(
            found.group(1) == null ? found.group() : "\"\\u0001" + found.group(1) + "\""));
  }

  private static Map<?, ?> withNumbers(Map<?, ?> map) {
    Map<Object, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach((name, value) ->
        values.put(
            name,
            value instanceof String text && text.startsWith(MARK)
                ? Double.valueOf(text.substring(1))
                : value));
    return values;
  }
}
