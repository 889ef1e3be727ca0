package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonText;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.util.List;
import java.util.Optional;

/**
 * {@code name=value} of a command line. The value is what it would be behind {@code name:} in a
 * parameter file; what would be none there is a text. A text is taken as it stands: nothing in it
 * is a comment, and its lines stay apart.
 */
public record Assignment(String name, Json value) {
  /** How lists, mappings, quoted texts and tagged values begin; all else is a bare word. */
  private static final List<String> OPENINGS = List.of("[", "{", "'", "\"", "!!");

  /**
   * Reads it.
   *
   * @param example for the message where it is none
   * @throws InvalidInputException if there is no name or no {@code =}
   */
  public static Assignment parse(String text, String example) {
    int equals = text.indexOf('=');
    if (equals < 0 || text.substring(0, equals).isBlank()) {
      throw new InvalidInputException(
          Location.of("command line"), "\"" + text + "\" must be name=value, as in " + example);
    }
    return new Assignment(text.substring(0, equals).strip(), value(text.substring(equals + 1)));
  }

  /** Whether a name comes through: not blank, without {@code =}, without blanks around it. */
  public static boolean canName(String name) {
    return !name.isEmpty() && !name.contains("=") && name.equals(name.strip());
  }

  private static Json value(String text) {
    try {
      // First, and not only because it is quick: programs write values as JSON.
      return Json.parse(text);
    } catch (JsonException e) {
      return yaml(text).orElseGet(() -> Json.of(text));
    }
  }

  private static Optional<Json> yaml(String text) {
    String stripped = text.strip();
    if (OPENINGS.stream().anyMatch(stripped::startsWith)) {
      return written(stripped);
    }
    Json plain = PlainScalar.resolve(stripped);
    return plain instanceof JsonText ? Optional.empty() : Optional.of(plain);
  }

  private static Optional<Json> written(String text) {
    Problems problems = new Problems();
    Optional<Document> document = YamlFile.parse("value: " + text, "command line", problems);
    return problems.errors().isEmpty()
        ? document.map(Document::root).flatMap(Assignment::onlyValue)
        : Optional.empty();
  }

  /** Empty where more keys stood below the value. */
  private static Optional<Json> onlyValue(Located root) {
    return root instanceof Located.Mapping mapping && mapping.entries().size() == 1
        ? mapping.entries().values().stream().findFirst().map(entry -> entry.value().json())
        : Optional.empty();
  }
}
