package io.eagleray.worker.task;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a program is started with must have characters of the locale: others would become question
 * marks, silently.
 */
final class ProgramTexts {
  private static final String ADVICE =
      " characters that no program can be given in this locale; set LC_ALL=C.UTF-8";

  private ProgramTexts() {}

  /** The characters of the locale that this process was started in. */
  static Charset locale() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);
  }

  /**
   * Refuses what the locale has no characters for.
   *
   * @throws ScriptException which names it
   */
  static void check(Charset locale, String script, Map<String, String> variables) {
    if (locale.equals(StandardCharsets.UTF_8)) {
      return;
    }
    CharsetEncoder encoder = locale.newEncoder();
    if (!encoder.canEncode(script)) {
      throw new ScriptException("the script has" + ADVICE);
    }
    variables.forEach((name, value) -> {
      if (!encoder.canEncode(name) || !encoder.canEncode(value)) {
        throw new ScriptException("the argument \"" + name + "\" has" + ADVICE);
      }
    });
  }
}
