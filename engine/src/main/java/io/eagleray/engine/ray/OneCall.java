package io.eagleray.engine.ray;

import io.eagleray.engine.node.SingleTask;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.run.Failure;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend.Phase;
import io.eagleray.spi.TaskOutcome;
import java.util.List;
import java.util.Optional;

/** A Ray node without a search: its function runs once. */
final class OneCall {
  private final Task task;
  private final NodeWalking walking;

  OneCall(Task task, NodeWalking walking) {
    this.task = task;
    this.walking = walking;
  }

  /** Runs it; the hand-over's {@code values} has a value for each name in its returns. */
  Phase run() {
    boolean reports = walking.signature(task).reports();
    SingleTask call =
        reports ? SingleTask.reporting(task, walking) : SingleTask.step(task, walking);
    return switch (call.run()) {
      case TaskOutcome.Returned returned -> done(new JsonObject(returned.values()));
      case TaskOutcome.TrialReturned returned ->
          byName(returned.value())
              .map(OneCall::done)
              .orElseGet(() -> new Phase.Failed(mismatch(returned.value())));
      case TaskOutcome.Failed failed -> new Phase.Failed(failed.failure());
      case TaskOutcome.Cancelled cancelled -> new Phase.Cancelled();
      case TaskOutcome.Lost lost ->
          throw new IllegalStateException("a lost task was not started again");
    };
  }

  private static Phase done(JsonObject values) {
    return new Phase.Done(JsonObject.builder().put("values", values).build());
  }

  /**
   * The one return takes the whole value; several take a list by position, or a mapping of exactly
   * their names.
   */
  private Optional<JsonObject> byName(Json value) {
    List<String> names = task.returns().stream().map(Return::name).toList();
    if (names.size() == 1) {
      return Optional.of(JsonObject.builder().put(names.getFirst(), value).build());
    }
    if (value instanceof JsonObject object && object.fields().keySet().containsAll(names)) {
      return Optional.of(object);
    }
    if (value instanceof JsonArray array && array.items().size() == names.size()) {
      JsonObject.Builder values = JsonObject.builder();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), array.items().get(i));
      }
      return Optional.of(values.build());
    }
    return names.isEmpty() ? Optional.of(JsonObject.EMPTY) : Optional.empty();
  }

  private Failure mismatch(Json value) {
    return Failure.of(
        "ReturnError",
        "the function returned a "
            + value.kind()
            + ", which does not match its returns: "
            + String.join(", ", task.returns().stream().map(Return::name).toList()));
  }
}
