package io.eagleray.worker.task;

import io.eagleray.worker.json.Json;
import io.eagleray.worker.json.JsonException;
import io.eagleray.worker.value.ObjectStore;
import io.eagleray.worker.value.Return;
import io.eagleray.worker.value.ReturnWriter;
import io.eagleray.worker.value.Returns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a script exports, read from a private file that the script writes at its end.
 *
 * <p>Only what it returns is written, and the file is deleted as soon as it was read: the rest of
 * its environment may be secret, and whoever kills this process leaves the file behind.
 */
final class Exports implements AutoCloseable {
  /** The variable that names the file. */
  static final String VARIABLE = "EAGLERAY_EXPORTS";

  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?((?<nan>nan)|inf(inity)?)", Pattern.CASE_INSENSITIVE);

  /** Behind the last variable: where it is missing, so are others. */
  private static final String END = "=";

  private final Returns returns;
  private final Path file;
  private String written = "";

  Exports(Returns returns) throws IOException {
    this.returns = returns;
    this.file = Files.createTempFile("eagleray-", ".env");
  }

  Path file() {
    return file;
  }

  /**
   * The script with the writing of its exports: by a trap, for a script that exits early, and by a
   * last line, for one that sets that trap itself. The first line stays the first.
   */
  String writing(String script) {
    return "eagleray_exports() { [ \"$1\" -ne 0 ] || command -p sh -c '"
        + printing()
        + "' >\"$EAGLERAY_EXPORTS\"; return \"$1\"; }; "
        + "trap 'eagleray_exports $?' EXIT; "
        + script
        + "\neagleray_exports $?\n";
  }

  /** For a shell of its own, which has the variables that are exported, and no others. */
  private String printing() {
    StringBuilder code = new StringBuilder("set -e; ");
    for (Return one : returns.list()) {
      String name = one.name();
      if (ShellVariable.isName(name)) {
        code.append(
            "[ -z \"${%s+x}\" ] || printf \"%%s\\0\" \"%s=$%s\"; ".formatted(name, name, name));
      }
    }
    return code + "printf \"" + END + "\\0\"";
  }

  /** Takes in what the script has written. To be called when it has ended. */
  void read() throws IOException {
    written = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.delete(file);
  }

  /** The value for each name that the script returns. */
  Map<String, @Nullable Object> values(ObjectStore objects) throws IOException {
    if (!(END + "\0").equals(written) && !written.endsWith("\0" + END + "\0")) {
      throw new ScriptException(
          "the variables that the script exports are too long to be read: one holds 128 KiB, all of"
              + " them about 2 MiB; or "
              + file.getParent()
              + ", where they are written, is full");
    }
    Map<String, byte[]> variables = variables();
    ReturnWriter writer = new ReturnWriter(objects);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Return one : returns.list()) {
      byte[] exported = variables.get(one.name());
      if (exported == null) {
        throw new ScriptException(
            "the script exports no variable %s; it must say: export %s=…"
                .formatted(one.name(), one.name()));
      }
      values.put(one.name(), value(one, text(one.name(), exported), writer));
    }
    return values;
  }

  private static @Nullable Object value(Return one, String text, ReturnWriter writer) {
    return switch (one.kind()) {
      case OBJECT -> Returns.value(one, Path.of(text), writer);
      case METRIC -> Returns.value(one, number(text), writer);
      case JSON -> json(text);
    };
  }

  /** The words that stand for what JSON has not, as most languages print them, count as well. */
  private static @Nullable Object number(String text) {
    Matcher word = NOT_FINITE.matcher(text.strip());
    if (!word.matches()) {
      return json(text);
    }
    if (word.group("nan") != null) {
      return Double.NaN;
    }
    return text.strip().startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** The variable as JSON where it is JSON, else as the text that it is. */
  private static @Nullable Object json(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      return text;
    }
  }

  private static String text(String name, byte[] exported) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(exported)).toString();
    } catch (CharacterCodingException e) {
      throw new ScriptException(
          "the variable %s that the script exports is not text in UTF-8".formatted(name));
    }
  }

  /** What was written, as bytes: a value need not be text. */
  private Map<String, byte[]> variables() {
    Map<String, byte[]> variables = new LinkedHashMap<>();
    for (String entry : written.split("\0", -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        variables.put(
            entry.substring(0, equals),
            entry.substring(equals + 1).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return variables;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
