package io.eagleray.engine.task;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Parameter;
import io.eagleray.json.Json;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.worker.value.ArgumentReader;
import io.eagleray.worker.value.ObjectStore;
import io.eagleray.worker.value.Return;
import io.eagleray.worker.value.ReturnWriter;
import io.eagleray.worker.value.Returns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a function of the program is given and gives, as a Java worker's methods do. */
record FunctionWork(CodeFunction function, ClassLoader classes, TaskCall call, ObjectStore store) {

  /** Calls it. */
  @Nullable Object returned() throws Exception {
    return function.body().call(arguments());
  }

  private List<@Nullable Object> arguments() {
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

  /** How the task ends that has returned this. */
  TaskOutcome outcome(@Nullable Object returned) {
    ReturnWriter writer = new ReturnWriter(store);
    return call.trial().isEmpty()
        ? new TaskOutcome.Returned(values(returned, writer))
        : new TaskOutcome.TrialReturned(json(writer.toJson(returned, "the returned value")), false);
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
}
