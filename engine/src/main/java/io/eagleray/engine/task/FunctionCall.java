package io.eagleray.engine.task;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Parameter;
import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.worker.value.ArgumentReader;
import io.eagleray.worker.value.ObjectStore;
import io.eagleray.worker.value.Return;
import io.eagleray.worker.value.ReturnWriter;
import io.eagleray.worker.value.Returns;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a function of the program, with arguments and returns as a Java worker has them. */
final class FunctionCall implements Runnable {
  private final CodeFunction function;
  private final TaskCall call;
  private final Path objects;
  private final TaskListener listener;
  private volatile boolean cancelled;

  FunctionCall(CodeFunction function, TaskCall call, Path objects, TaskListener listener) {
    this.function = function;
    this.call = call;
    this.objects = objects;
    this.listener = listener;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public void run() {
    listener.started(ProcessHandle.current().pid());
    TaskOutcome outcome;
    try (ObjectStore store = new ObjectStore(objects)) {
      outcome = outcome(store);
    } catch (Throwable failure) { // whatever it throws is the task's failure
      outcome = cancelled ? new TaskOutcome.Cancelled() : new TaskOutcome.Failed(failure(failure));
    }
    listener.ended(outcome);
  }

  private TaskOutcome outcome(ObjectStore store) throws Exception {
    Object returned = function.body().call(arguments(store));
    ReturnWriter writer = new ReturnWriter(store);
    if (call.trial().isEmpty()) {
      return new TaskOutcome.Returned(values(returned, writer));
    }
    Json value = json(writer.toJson(returned, "the returned value"));
    if (value instanceof JsonObject object) {
      report(object);
    }
    return new TaskOutcome.TrialReturned(value, false);
  }

  /** What a trial returned is its one report: its numbers. */
  private void report(JsonObject returned) {
    JsonObject.Builder metrics = JsonObject.builder();
    returned
        .fields()
        .forEach((name, value) -> {
          if (value instanceof JsonNumber || value instanceof JsonBool) {
            metrics.put(name, value);
          }
        });
    JsonObject report = metrics.build();
    if (!report.fields().isEmpty()) {
      listener.reported(1, report, Optional.empty(), decision -> {});
    }
  }

  private List<@Nullable Object> arguments(ObjectStore store) {
    ClassLoader classes = function.body().getClass().getClassLoader();
    ArgumentReader reader = new ArgumentReader(store, classes);
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Parameter<?> parameter : function.parameters()) {
      Json given = call.arguments().get(parameter.name());
      if (given == null && parameter.isRequired()) {
        throw new IllegalArgumentException(
            "argument \""
                + parameter.name()
                + "\" is missing; there is "
                + call.arguments().keySet());
      }
      Object plain = given == null ? null : io.eagleray.worker.json.Json.parse(given.text());
      arguments.add(reader.read(parameter.type(), plain, "argument \"" + parameter.name() + "\""));
    }
    return arguments;
  }

  private Map<String, Json> values(@Nullable Object returned, ReturnWriter writer) {
    Returns returns =
        new Returns(
            call.task().returns().stream()
                .map(one -> new Return(one.name(), Return.Kind.valueOf(one.kind().name())))
                .toList());
    Map<String, Json> values = new LinkedHashMap<>();
    returns.values(returned, writer).forEach((name, value) -> values.put(name, json(value)));
    return values;
  }

  private static Json json(@Nullable Object value) {
    return Json.parse(io.eagleray.worker.json.Json.write(value));
  }

  private static Failure failure(Throwable thrown) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    String message = thrown.getMessage();
    return new Failure(
        thrown.getClass().getSimpleName(),
        message == null ? "" : message,
        place(thrown),
        stack.toString());
  }

  /** The innermost frame that is neither Java's nor ours. */
  private static Optional<String> place(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String type = frame.getClassName();
      if (!type.startsWith("java.")
          && !type.startsWith("jdk.")
          && !type.startsWith("io.eagleray.")) {
        return Optional.of(frame.getFileName() + ":" + frame.getLineNumber());
      }
    }
    return Optional.empty();
  }
}
