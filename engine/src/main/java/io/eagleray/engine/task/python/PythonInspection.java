package io.eagleray.engine.task.python;

import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.engine.worker.WorkerQuestion;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a Python function: first in the syntax tree of its file, then by importing it in a worker.
 */
final class PythonInspection {
  private static final Duration SYNTAX_LIMIT = Duration.ofSeconds(20);
  private static final Duration IMPORT_LIMIT = Duration.ofSeconds(60);

  private final WorkerPool pool;
  private final RunnerContext context;
  private final Task task;
  private final Problems problems;

  PythonInspection(WorkerPool pool, RunnerContext context, Task task, Problems problems) {
    this.pool = pool;
    this.context = context;
    this.task = task;
    this.problems = problems;
  }

  /** Looks at the source only; what that cannot tell is open. */
  TaskSignature look() {
    Optional<JsonObject> syntax = syntax();
    if (syntax.isEmpty() || hasProblem(syntax.get())) {
      return TaskSignature.OPEN;
    }
    boolean isWhole =
        syntax.get().isTrue("checked")
            && !syntax.get().isTrue("decorated")
            && syntax.get().get("arguments").isPresent();
    return isWhole ? signature(syntax.get(), syntax.get()) : TaskSignature.OPEN;
  }

  private Optional<JsonObject> syntax() {
    Optional<JsonObject> syntax = ask("syntax", SYNTAX_LIMIT).flatMap(PythonInspection::first);
    syntax.filter(PythonInspection::hasProblem).ifPresent(this::tell);
    return syntax;
  }

  private static boolean hasProblem(JsonObject syntax) {
    return !syntax.object("problem").fields().isEmpty();
  }

  TaskSignature inspect() {
    Optional<JsonObject> syntax = syntax();
    if (syntax.filter(PythonInspection::hasProblem).isPresent()) {
      return TaskSignature.OPEN;
    }
    Optional<JsonObject> imported = ask("inspect", IMPORT_LIMIT);
    if (imported.isEmpty()) {
      problems.error(
          task.at(),
          "importing \""
              + task.command()
              + "\" ended the interpreter, or took longer than "
              + IMPORT_LIMIT.toSeconds()
              + " s; its output is in "
              + context.logs());
      return TaskSignature.OPEN;
    }
    if (imported.get().text("op").orElse("").equals("error")) {
      importError(imported.get());
      return TaskSignature.OPEN;
    }
    return signature(imported.get(), syntax.orElse(JsonObject.EMPTY));
  }

  /** Which values the function's annotations cannot take, by the argument's name. */
  Map<String, String> misfits(JsonObject arguments) {
    Map<String, String> misfits = new LinkedHashMap<>();
    JsonObject message = message("inspect").put("arguments", arguments).build();
    ask(message, IMPORT_LIMIT)
        .ifPresent(answer ->
            answer
                .object("misfits")
                .fields()
                .forEach((name, why) -> misfits.put(name, " " + ((JsonText) why).value())));
    return misfits;
  }

  private Optional<JsonObject> ask(String op, Duration limit) {
    return ask(message(op).build(), limit);
  }

  private Optional<JsonObject> ask(JsonObject message, Duration limit) {
    return WorkerQuestion.ask(pool, message, context.hidden().get(), limit);
  }

  private JsonObject.Builder message(String op) {
    JsonObject.Builder message =
        JsonObject.builder()
            .put("op", op)
            .put("path", CallMessages.jsonPath(context))
            .put("directory", context.directory().toString())
            .put("threads", CallMessages.threads(task));
    if (op.equals("syntax")) {
      message.put("commands", JsonArray.of(Json.of(task.command())));
    } else {
      message.put("command", task.command());
      JsonObject.Builder secrets = JsonObject.builder();
      for (String name : task.secrets()) {
        context.secrets().find(name).ifPresent(value -> secrets.put(name, value));
      }
      message.put("secrets", secrets.build());
    }
    return message;
  }

  private static Optional<JsonObject> first(JsonObject answer) {
    return answer.get("commands") instanceof Optional<Json> found
            && found.orElse(Json.NULL) instanceof JsonArray array
            && !array.items().isEmpty()
            && array.items().getFirst() instanceof JsonObject entry
        ? Optional.of(entry)
        : Optional.empty();
  }

  private void tell(JsonObject entry) {
    JsonObject problem = entry.object("problem");
    String message = problem.text("message").orElse("cannot be read");
    List<String> nearest = new ArrayList<>();
    if (problem.fields().get("nearest") instanceof JsonArray names) {
      names.items().forEach(name -> nearest.add(((JsonText) name).value()));
    }
    boolean inFile = problem.text("kind").orElse("").equals("syntax");
    Location at = inFile ? place(entry, problem) : task.at();
    String name = task.command().substring(task.command().lastIndexOf('.') + 1);
    String hint =
        message.contains("did you mean") || nearest.isEmpty() ? "" : Nearest.hint(name, nearest);
    problems.error(at, message + hint);
  }

  private Location place(JsonObject file, JsonObject place) {
    Path path = Path.of(file.text("file").orElse("?"));
    return new Location(
        (path.startsWith(context.directory()) ? context.directory().relativize(path) : path)
            .toString(),
        Math.toIntExact(place.integer("line").orElse(0)),
        Math.toIntExact(place.integer("column").orElse(place.integer("line").isPresent() ? 1 : 0)));
  }

  private void importError(JsonObject error) {
    Location at = error.text("file").isPresent() ? place(error, error) : task.at();
    String type = error.text("type").orElse("error");
    String message = error.text("message").orElse("");
    problems.error(
        at,
        type.equals("CommandError")
            ? message
            : "importing \"" + task.command() + "\" failed: " + type + ": " + message);
  }

  private TaskSignature signature(JsonObject answer, JsonObject syntax) {
    Location at = syntax.text("file").isPresent() ? place(syntax, syntax) : task.at();
    List<TaskSignature.Argument> arguments = new ArrayList<>();
    if (answer.fields().get("arguments") instanceof JsonArray list) {
      for (Json item : list.items()) {
        JsonObject argument = (JsonObject) item;
        arguments.add(
            new TaskSignature.Argument(
                argument.text("name").orElse(""),
                argument.isTrue("required"),
                argument.text("type").orElse(""),
                task.at()));
      }
    }
    return new TaskSignature(
        arguments, answer.isTrue("keywords"), answer.isTrue("generator"), !at.file().isEmpty());
  }
}
