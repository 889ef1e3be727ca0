package io.eagleray.engine.process;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The files that a name can start, as a shell looks for them. */
public final class ProgramPath {
  private ProgramPath() {}

  /**
   * The programs of that name in the folders of the {@code PATH}, in their order. Folders that are
   * not named are passed over, and those whose names this locale cannot spell: they are another
   * locale's.
   *
   * @param name without a folder
   * @param environment whose {@code PATH} is searched
   */
  public static Stream<Path> named(String name, Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> new File(folder, name))
        .filter(ProgramPath::isProgram)
        .map(File::toPath);
  }

  /** Whether it can be started: a folder cannot, though it is executable. */
  public static boolean isProgram(File file) {
    return file.isFile() && file.canExecute();
  }
}
