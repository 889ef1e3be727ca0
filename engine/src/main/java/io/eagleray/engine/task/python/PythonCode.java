package io.eagleray.engine.task.python;

import io.eagleray.engine.hash.WordHash;
import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.FileContents;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.engine.worker.WorkerQuestion;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.Task;
import io.eagleray.spi.RunnerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The code of Python functions and notebooks: the user's files that they are in and import, by
 * their content; the interpreter's version; and the versions of what is installed for it.
 */
final class PythonCode {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RunnerContext context;
  private final String kind;
  private final FileContents contents = new FileContents();
  private final Map<Asked, Known> known = new ConcurrentHashMap<>();

  /**
   * @param kind {@code python} or {@code notebook}
   */
  PythonCode(RunnerContext context, String kind) {
    this.context = context;
    this.kind = kind;
  }

  private record Asked(String command, Optional<String> environment) {}

  /** The files that were found, as they were. */
  private record Known(Map<Path, String> files, String hash) {}

  /**
   * A hash.
   *
   * @param command as a worker knows it
   * @param pool the task's workers
   * @return empty where it cannot be told
   */
  Optional<String> of(Task task, String command, WorkerPool pool) {
    Asked asked = new Asked(task.command(), task.environment());
    Known before = known.get(asked);
    try {
      if (before != null && before.files().equals(read(before.files().keySet()))) {
        return Optional.of(before.hash());
      }
      Optional<Known> now = look(task, command, pool);
      now.ifPresent(found -> known.put(asked, found));
      return now.map(Known::hash);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Map<Path, String> read(Iterable<Path> files) throws IOException {
    Map<Path, String> hashes = new TreeMap<>();
    for (Path file : files) {
      hashes.put(file, contents.sha256(file));
    }
    return hashes;
  }

  private Optional<Known> look(Task task, String command, WorkerPool pool) throws IOException {
    Optional<JsonObject> answer = ask(command, pool);
    if (answer.isEmpty() || !answer.get().isTrue("complete")) {
      return Optional.empty();
    }
    List<String> names = texts(answer.get(), "files");
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Map<Path, String> files = read(names.stream().map(Path::of).toList());
    WordHash hash = new WordHash().add(answer.get().text("version").orElse(""));
    texts(answer.get(), "installed").forEach(hash::add);
    for (Map.Entry<Path, String> file : files.entrySet()) {
      hash.add(shown(file.getKey())).add(contentOf(file.getKey(), file.getValue()));
    }
    Optional<Path> requirements = CallMessages.requirements(context, task);
    if (requirements.isPresent()) {
      hash.add("environment").add(contents.sha256(requirements.get()));
    }
    return Optional.of(new Known(files, hash.hex()));
  }

  private Optional<JsonObject> ask(String command, WorkerPool pool) {
    JsonObject question =
        JsonObject.builder()
            .put("op", "sources")
            .put("kind", kind)
            .put("command", command)
            .put("path", CallMessages.jsonPath(context))
            .put("directory", context.directory().toString())
            .build();
    return WorkerQuestion.ask(pool, question, context.hidden().get(), LIMIT);
  }

  private static List<String> texts(JsonObject answer, String key) {
    return answer.get(key).orElse(Json.NULL) instanceof JsonArray array
        ? array.items().stream().map(item -> ((JsonText) item).value()).toList()
        : List.of();
  }

  /** A project that lies elsewhere by now is the same project. */
  private String shown(Path file) {
    return CallMessages.path(context).stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .filter(file::startsWith)
        .map(folder -> folder.relativize(file).toString())
        .findFirst()
        .orElseGet(file::toString);
  }

  private static String contentOf(Path file, String sha256) throws IOException {
    return file.toString().endsWith(".ipynb") ? NotebookCode.of(file) : sha256;
  }
}
