package io.eagleray.engine.python;

import io.eagleray.engine.process.ProcessIdentity;
import io.eagleray.engine.process.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a program whether it is a Python, and which one. */
final class InterpreterProbe {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Isolated and without site packages, which is quickest; understood by Python 2 too. */
  private static final String QUESTION =
      "import sys; print('%d.%d.%d %s' % (sys.version_info[:3] + (sys.executable,)))";

  private static final Pattern ANSWER = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+) (.+)");

  private InterpreterProbe() {}

  /** Empty where the program cannot be started, or answers like no Python. */
  static Optional<Interpreter> ask(String program) {
    try {
      Process process =
          new ProcessBuilder(program, "-E", "-S", "-c", QUESTION)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        ProcessIdentity.of(process.toHandle())
            .ifPresent(identity -> new ProcessTree(identity).kill(LIMIT));
        return Optional.empty();
      }
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return interpreter(ANSWER.matcher(answer));
    } catch (IOException notThere) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Interpreter> interpreter(Matcher answer) {
    if (!answer.matches()) {
      return Optional.empty();
    }
    Interpreter.Version version =
        new Interpreter.Version(
            Integer.parseInt(answer.group(1)),
            Integer.parseInt(answer.group(2)),
            Integer.parseInt(answer.group(3)));
    return Optional.of(new Interpreter(Path.of(answer.group(4)), version));
  }
}
