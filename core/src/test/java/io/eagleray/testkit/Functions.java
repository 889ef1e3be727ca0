package io.eagleray.testkit;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.model.Task;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A task runner that knows its functions' arguments and runs none. */
public final class Functions implements TaskRunner {
  /** Every command is known and takes everything. */
  public static final Functions OPEN = new Functions(Map.of());

  private final Map<String, List<String>> arguments;

  private Functions(Map<String, List<String>> arguments) {
    this.arguments = arguments;
  }

  /** Functions as {@code name(argument, argument)}; one that ends in {@code =} has a default. */
  public static Functions of(String... declarations) {
    return new Functions(
        Arrays.stream(declarations)
            .collect(
                java.util.stream.Collectors.toMap(
                    text -> text.substring(0, text.indexOf('(')),
                    text ->
                        Arrays.stream(
                                text.substring(text.indexOf('(') + 1, text.length() - 1).split(","))
                            .map(String::strip)
                            .filter(name -> !name.isEmpty())
                            .toList())));
  }

  @Override
  public String commandType() {
    return "python";
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    if (arguments.isEmpty()) {
      return TaskSignature.OPEN;
    }
    List<String> found = arguments.get(task.command());
    if (found == null) {
      problems.error(
          task.at(),
          "no function \""
              + task.command()
              + "\""
              + Nearest.hint(task.command(), arguments.keySet()));
      return TaskSignature.OPEN;
    }
    return new TaskSignature(
        found.stream()
            .map(name ->
                new TaskSignature.Argument(
                    name.replace("=", ""), !name.endsWith("="), "", task.at()))
            .toList(),
        false,
        false,
        true);
  }

  /** Takes numbers where the name says so: {@code numberOfRows}. */
  @Override
  public Map<String, String> misfits(Task task, Map<String, Json> values) {
    Map<String, String> misfits = new TreeMap<>();
    values.forEach((name, value) -> {
      if (name.startsWith("number") && !(value instanceof JsonNumber)) {
        misfits.put(name, " must be a number, not " + value.text());
      }
    });
    return misfits;
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    throw new UnsupportedOperationException("only inspected");
  }

  @Override
  public void close() {}
}
