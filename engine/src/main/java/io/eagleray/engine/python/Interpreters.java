package io.eagleray.engine.python;

import io.eagleray.engine.process.ProgramPath;
import io.eagleray.problem.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the Python that runs steps: the one asked for, else that of {@code VIRTUAL_ENV}, else
 * {@code python3} or {@code python} on the {@code PATH}, whichever is new enough first.
 */
public final class Interpreters {
  private static final List<String> NAMES = List.of("python3", "python");

  private final Map<String, String> environment;

  /**
   * @param environment {@code System.getenv()}, or another one
   */
  public Interpreters(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Finds one.
   *
   * @param asked the user's choice ({@code --python}), a path or a name on the {@code PATH}
   * @throws EnvironmentException if there is none that is new enough; the message says what was
   *     looked at
   */
  public Interpreter find(Optional<Path> asked) {
    if (asked.isPresent()) {
      return required(asked.get().toString(), "--python names " + asked.get());
    }
    String virtual = environment.getOrDefault("VIRTUAL_ENV", "");
    if (!virtual.isEmpty()) {
      Path program = Path.of(virtual, "bin", "python");
      return required(program.toString(), "VIRTUAL_ENV names " + virtual);
    }
    return onPath();
  }

  private Interpreter required(String name, String who) {
    Optional<Interpreter> found = program(name).flatMap(InterpreterProbe::ask);
    if (found.isEmpty()) {
      throw new EnvironmentException(who + ", which has no Python that starts");
    }
    if (!found.get().version().isSupported()) {
      throw new EnvironmentException(
          who + ", which is Python " + found.get().version() + "; it must be " + wanted());
    }
    return found.get();
  }

  private Interpreter onPath() {
    List<String> seen = new ArrayList<>();
    for (String name : NAMES) {
      Optional<Interpreter> found = program(name).flatMap(InterpreterProbe::ask);
      if (found.isPresent() && found.get().version().isSupported()) {
        return found.get();
      }
      seen.add(
          found
              .map(old -> name + " is " + old.version() + " (" + old.executable() + ")")
              .orElse(name + " is not on the PATH"));
    }
    throw new EnvironmentException(
        "no Python: "
            + String.join(", ", seen)
            + "; install "
            + wanted()
            + ", or name one with --python");
  }

  private static String wanted() {
    Interpreter.Version oldest = Interpreter.Version.OLDEST;
    return "Python " + oldest.major() + "." + oldest.minor() + " or newer";
  }

  /** As the shell calls it, which may have come there by a link. */
  private Path workingDirectory() {
    Path here = Path.of("").toAbsolutePath();
    try {
      Path said = Path.of(environment.getOrDefault("PWD", ""));
      return said.isAbsolute() && Files.isSameFile(said, here) ? said : here;
    } catch (IOException | InvalidPathException nowhere) {
      return here;
    }
  }

  /** A program's file; of a name without a folder the first one on the {@code PATH}. */
  private Optional<String> program(String name) {
    if (name.contains(File.separator)) {
      return Optional.of(name).filter(file -> Files.isExecutable(Path.of(file)));
    }
    return ProgramPath.named(name, environment)
        .findFirst()
        .map(file -> PyenvShim.behind(file, environment, workingDirectory()).toString());
  }
}
