package io.eagleray.engine.java;

import io.eagleray.json.Json;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Task;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Problems;
import io.eagleray.trial.Trial;
import io.eagleray.yaml.UserFiles;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the methods that Java steps name: compiles sources, resolves dependencies, reads
 * parameters. What has not changed since the last time is taken from the cache.
 */
public final class JavaFunctions {
  private final UserPaths paths;
  private final JavaSettings settings;
  private final JavaSources sources;
  private final JavaDependencies dependencies;
  private final Map<Asked, JavaFunction> known = new ConcurrentHashMap<>();

  /** What decides which method is meant: many steps may name the same one. */
  private record Asked(String command, JavaSettings settings) {}

  /**
   * @param folder the pipeline's, where relative paths are looked for first
   * @param directory the working directory, where they are looked for next
   * @param state the state folder, for the cache
   * @param settings for all Java steps; a step's own come before
   */
  public JavaFunctions(Path folder, Path directory, Path state, JavaSettings settings) {
    Path cache = state.toAbsolutePath().resolve("cache").resolve("java");
    this.paths = new UserPaths(folder, directory);
    this.settings = settings;
    this.sources = new JavaSources(cache, paths);
    this.dependencies = new JavaDependencies(cache.resolve("dependencies"));
  }

  /**
   * Finds a step's method.
   *
   * @return empty where there is something wrong, which the problems tell
   * @throws EnvironmentException if there is no compiler, no network for a dependency that is not
   *     here yet, or no place for the cache
   */
  public Optional<JavaFunction> find(Task task, Problems problems) {
    Asked asked = new Asked(task.command(), task.java());
    JavaFunction before = known.get(asked);
    if (before != null) {
      return Optional.of(before.at(task.at()));
    }
    Optional<JavaFunction> found = look(task, problems);
    found.ifPresent(function -> known.put(asked, function));
    return found;
  }

  /**
   * Which values cannot become a parameter of a step's method, by its name.
   *
   * @param task whose method was found
   */
  public Map<String, String> misfits(Task task, Map<String, Json> values) {
    JavaFunction function = known.get(new Asked(task.command(), task.java()));
    return function == null
        ? Map.of()
        : new GivenArguments(function, withWorker(function.classPath())).misfits(values);
  }

  private Optional<JavaFunction> look(Task task, Problems problems) {
    Optional<JavaCommand> command = JavaCommand.read(task, problems);
    Optional<List<Path>> classPath = classPath(task, problems);
    if (command.isEmpty() || classPath.isEmpty()) {
      return Optional.empty();
    }
    return command.get().isSource()
        ? inSource(task, command.get(), classPath.get(), problems)
        : inClass(task, command.get().target(), command.get().method(), classPath.get(), problems);
  }

  private Optional<JavaFunction> inSource(
      Task task, JavaCommand command, List<Path> classPath, Problems problems) {
    Optional<Path> file = file(command.target(), task, problems);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    if (Files.isDirectory(file.get())) {
      problems.error(task.at(), "\"" + command.target() + "\" is a folder; name a source file");
      return Optional.empty();
    }
    return sources
        .compile(file.get(), withWorker(classPath), problems)
        .flatMap(compiled -> {
          List<Path> all = new ArrayList<>(List.of(compiled.classes()));
          all.addAll(classPath);
          return inClass(task, compiled.className(), command.method(), all, problems);
        });
  }

  private static Optional<JavaFunction> inClass(
      Task task, String className, String method, List<Path> classPath, Problems problems) {
    return new JavaSignatures(task, problems)
        .find(className, method, withWorker(classPath))
        .map(found ->
            new JavaFunction(
                className + "::" + method, found.parameters(), classPath, found.signature()));
  }

  /** Tells of a file that is not there, or is in both places. */
  private Optional<Path> file(String name, Task task, Problems problems) {
    return new UserFiles(paths.folder(), paths.directory())
        .find(name, task.at(), problems)
        .map(found -> found.toAbsolutePath().normalize());
  }

  private Optional<List<Path>> classPath(Task task, Problems problems) {
    JavaSettings all = settings.and(task.java());
    List<Path> entries = new ArrayList<>();
    boolean complete = true;
    for (String entry : all.classPath()) {
      Optional<Path> found = paths.find(entry).flatMap(any -> file(entry, task, problems));
      if (found.isEmpty()) {
        problems.error(task.at(), "the class path names " + entry + ", which is not there");
        complete = false;
      }
      found.ifPresent(entries::add);
    }
    Optional<List<Path>> jars = dependencies.resolve(all.dependencies(), task.at(), problems);
    jars.ifPresent(entries::addAll);
    return complete && jars.isPresent() ? Optional.of(entries) : Optional.empty();
  }

  /** Sources may use {@link Trial}, which workers have by themselves. */
  private static List<Path> withWorker(List<Path> classPath) {
    List<Path> all = new ArrayList<>(classPath);
    all.add(workerClasses());
    return all;
  }

  /** The worker's jar, or its folder of classes. */
  public static Path workerClasses() {
    return codeOf(Trial.class);
  }

  /** The jar or folder that a class of ours was loaded from. */
  public static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " has no place", e);
    }
  }
}
