package io.eagleray.engine.task.shell;

import io.eagleray.engine.process.ShellWord;
import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonText;
import io.eagleray.json.PlainJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program's command line, for {@code sh}, with places for values.
 *
 * <p>{@code {name}} is the value of that name, quoted for where it stands; {@code {args}} stands
 * for {@code --name value} of all names that have no place of their own. Braces around anything
 * else, and {@code ${name}}, are the shell's.
 *
 * @param text as the user wrote it
 */
public record CommandTemplate(String text) {
  /** The place of all that has none of its own. */
  public static final String ARGUMENTS = "args";

  /** The variable with the whole configuration, as JSON. */
  static final String CONFIG = "EAGLERAY_CONFIG";

  private static final Pattern PLACE = Pattern.compile("(?<!\\$)\\{([A-Za-z_][\\w.-]*)\\}");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

  /** Beyond that many places a number is written with an exponent. */
  private static final int LONGEST_NUMBER = 24;

  /** The names in braces, whether they mean something or not. */
  public Set<String> names() {
    return PLACE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The command as it is where it has places or names one of the variables that a program gets;
   * another one gets the flags at its end.
   *
   * @param variables names of values, as variables
   */
  public CommandTemplate withFlags(Set<String> variables) {
    boolean hasPlace =
        names().stream().anyMatch(name -> name.equals(ARGUMENTS) || variables.contains(name));
    boolean namesVariable =
        VARIABLE
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .anyMatch(name -> name.equals(CONFIG) || variables.contains(name));
    return hasPlace || namesVariable
        ? this
        : new CommandTemplate(text.stripTrailing() + " {" + ARGUMENTS + "}");
  }

  /** The command line with the values in their places. */
  public String filled(Map<String, Json> values) {
    Map<String, Json> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(names());
    StringBuilder filled = new StringBuilder();
    ShellQuotes quotes = new ShellQuotes();
    Matcher places = PLACE.matcher(text);
    int from = 0;
    while (places.find()) {
      String name = places.group(1);
      Json value = values.get(name);
      if (value == null && !name.equals(ARGUMENTS)) {
        continue;
      }
      String before = text.substring(from, places.start());
      filled.append(before);
      quotes.read(before);
      filled.append(value == null ? flags(rest) : quotes.quoted(written(value)));
      from = places.end();
    }
    return filled.append(text, from, text.length()).toString();
  }

  private static String flags(Map<String, Json> values) {
    return values.entrySet().stream()
        .map(entry ->
            ShellWord.of("--" + entry.getKey()) + " " + ShellWord.of(written(entry.getValue())))
        .collect(Collectors.joining(" "));
  }

  /** A text as it is, a number without an exponent where it is not long, all else as JSON. */
  public static String written(Json value) {
    return switch (value) {
      case JsonText text -> text.value();
      case JsonNumber number when number.value() instanceof Double real -> written(real);
      default -> PlainJson.of(value).text();
    };
  }

  private static String written(double number) {
    String usual = Double.toString(number);
    if (!usual.contains("E")) {
      return usual;
    }
    String plain = new BigDecimal(usual).stripTrailingZeros().toPlainString();
    return plain.length() <= LONGEST_NUMBER ? plain : usual;
  }
}
