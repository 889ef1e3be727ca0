package io.eagleray.engine.node;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.spi.Containers;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.TaskSignature;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a task asks for and gives, as its node's contract. */
public final class TaskContract {
  private TaskContract() {}

  /**
   * Every argument without a default is needed; one that is called as a secret of the task gets
   * that.
   */
  public static NodeContract of(Task task, TaskSignature signature) {
    List<NodeContract.Need> needs =
        signature.arguments().stream()
            .filter(TaskSignature.Argument::required)
            .filter(argument -> !task.secrets().contains(argument.name()))
            .map(argument -> new NodeContract.Need(argument.name(), argument.at()))
            .toList();
    Set<String> arguments =
        signature.arguments().stream()
            .map(TaskSignature.Argument::name)
            .filter(name -> !task.secrets().contains(name))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new NodeContract(
        needs,
        task.returns().stream()
            .map(Return::name)
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        signature.keywords(),
        List.of(),
        List.of(new NodeContract.Call(task, arguments)));
  }

  /** What decides whether a run may go on with a changed file: all but the function's body. */
  public static String fingerprint(Task task) {
    String returns =
        task.returns().stream()
            .map(item -> item.name() + ":" + item.kind().word())
            .collect(Collectors.joining(","));
    JsonObject.Builder own = JsonObject.builder();
    task.options()
        .fields()
        .forEach((name, value) -> {
          if (!name.equals(Containers.OVERRIDES)) { // where it runs, not what
            own.put(name, value);
          }
        });
    JsonObject options = own.build();
    return task.commandType()
        + " "
        + task.command()
        + " returns="
        + returns
        + (options.fields().isEmpty() ? "" : " options=" + options.text());
  }
}
