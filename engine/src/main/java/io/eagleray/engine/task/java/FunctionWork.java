package io.eagleray.engine.task.java;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.dsl.Parameter;
import io.eagleray.json.Json;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.trial.Trial;
import io.eagleray.worker.trial.Metrics;
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
record FunctionWork(
    CodeFunction function,
    ClassLoader classes,
    TaskCall call,
    ObjectStore store,
    FunctionReports reports) {

  /** How a trial ends that was stopped at a report. */
  static final TaskOutcome STOPPED = new TaskOutcome.TrialReturned(Json.NULL, true);

  /** Calls it. */
  @Nullable Object returned() throws Exception {
    return function.body().call(arguments());
  }

  private List<@Nullable Object> arguments() {
    ArgumentReader reader = new ArgumentReader(store, classes);
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Parameter<?> parameter : function.parameters()) {
      if (parameter.type() == Trial.class) {
        arguments.add(reports.trial(parameter.name(), reader, store));
        continue;
      }
      Json given = call.arguments().get(parameter.name());
      if (given == null && parameter.isRequired()) {
        throw new IllegalArgumentException(
            "argument \""
                + parameter.name()
                + "\" is missing; there is "
                + call.arguments().keySet());
      }
      Object plain = given == null ? null : FunctionReports.plain(given);
      arguments.add(reader.read(parameter.type(), plain, "argument \"" + parameter.name() + "\""));
    }
    return arguments;
  }

  /** How the task ends that has returned this. */
  TaskOutcome outcome(@Nullable Object returned) {
    ReturnWriter writer = new ReturnWriter(store);
    if (call.trial().isEmpty()) {
      return new TaskOutcome.Returned(values(returned, writer));
    }
    return reports.isStopped()
        ? STOPPED
        : new TaskOutcome.TrialReturned(
            FunctionReports.json(writer.toJson(returned, "the returned value")), false);
  }

  /** The metrics in what a trial returned. */
  Map<String, @Nullable Object> metrics(@Nullable Object returned) {
    return call.trial().isEmpty() ? Map.of() : Metrics.of(returned, new ReturnWriter(store));
  }

  private Map<String, Json> values(@Nullable Object returned, ReturnWriter writer) {
    Returns returns =
        new Returns(
            call.task().returns().stream()
                .map(one -> new Return(one.name(), Return.Kind.valueOf(one.kind().name())))
                .toList());
    Map<String, Json> values = new LinkedHashMap<>();
    returns
        .values(returned, writer)
        .forEach((name, value) -> values.put(name, FunctionReports.json(value)));
    return values;
  }
}
