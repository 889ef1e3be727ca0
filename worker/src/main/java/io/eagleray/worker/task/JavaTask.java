package io.eagleray.worker.task;

import io.eagleray.trial.Trial;
import io.eagleray.worker.trial.Metrics;
import io.eagleray.worker.trial.Reports;
import io.eagleray.worker.trial.TrialLink;
import io.eagleray.worker.trial.TrialStart;
import io.eagleray.worker.value.ArgumentException;
import io.eagleray.worker.value.ArgumentReader;
import io.eagleray.worker.value.ObjectStore;
import io.eagleray.worker.value.ReturnWriter;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of a method of the user's, as a step or as a trial. */
final class JavaTask implements Work {
  private final RunMessage message;
  private final UserClasses classes;
  private final Reports reports;
  private final ObjectStore objects;

  JavaTask(RunMessage message, UserClasses classes, Reports reports) {
    this.message = message;
    this.classes = classes;
    this.reports = reports;
    this.objects = new ObjectStore(message.objects());
  }

  @Override
  public Map<String, @Nullable Object> perform() throws Throwable {
    JavaMethod method = classes.method(message);
    Thread.currentThread().setContextClassLoader(method.classes());
    try (objects) {
      @Nullable Object[] arguments = arguments(method);
      return message.trial().isPresent() ? trial(method, arguments) : step(method, arguments);
    }
  }

  /** The interrupt that the thread got is all that can be done to a method. */
  @Override
  public void cancel() {}

  private Map<String, @Nullable Object> step(JavaMethod method, @Nullable Object[] arguments)
      throws Throwable {
    Object returned = method.call(arguments);
    return content("values", message.returns().values(returned, new ReturnWriter(objects)));
  }

  private Map<String, @Nullable Object> trial(JavaMethod method, @Nullable Object[] arguments)
      throws Throwable {
    Object value;
    try {
      Object returned = method.call(arguments);
      ReturnWriter writer = new ReturnWriter(objects);
      value = reports.isStopped() ? null : writer.toJson(returned, "the returned value");
      if (reports.isEmpty()) {
        reportReturned(Metrics.of(returned, writer));
      }
    } catch (Throwable failure) {
      // However the stop came through the user's code: wrapped, or replaced in a finally block.
      if (!reports.isStopped()) {
        throw failure;
      }
      value = null;
    }
    Map<String, @Nullable Object> result = content("value", value);
    result.put("stopped", reports.isStopped());
    return result;
  }

  /** A method that reported nothing is a plain one: what it returned is its one report. */
  private void reportReturned(Map<String, @Nullable Object> metrics) {
    if (!metrics.isEmpty()) {
      reports.reportLast(metrics);
    }
  }

  private @Nullable Object[] arguments(JavaMethod method) {
    ArgumentReader reader = new ArgumentReader(objects, method.classes());
    List<Type> types = method.types();
    @Nullable Object[] arguments = new @Nullable Object[types.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(method, i, reader);
    }
    return arguments;
  }

  private @Nullable Object argument(JavaMethod method, int index, ArgumentReader reader) {
    Type type = method.types().get(index);
    String name = method.parameters().get(index).name();
    Optional<TrialStart> trial = message.trial();
    if (type == Trial.class) {
      return TrialLink.of(name, trial, reports, reader, objects);
    }
    if (name.equals("checkpoint") && trial.isPresent()) {
      return reader.read(type, trial.get().checkpoint(), "the checkpoint");
    }
    if (message.arguments().containsKey(name)) {
      return reader.read(type, message.arguments().get(name), "argument \"" + name + "\"");
    }
    if (name.equals("config") && trial.isPresent()) {
      return reader.read(type, trial.get().config(), "the configuration");
    }
    boolean optional = method.method().getParameterTypes()[index] == Optional.class;
    if (optional) {
      return Optional.empty();
    }
    if (takesAll(method, index)) {
      return reader.read(type, message.arguments(), "argument \"" + name + "\"");
    }
    throw new ArgumentException(
        "argument \"%s\" is missing; there is %s".formatted(name, message.arguments().keySet()));
  }

  /** One record, besides a trial, takes the arguments as its components. */
  private static boolean takesAll(JavaMethod method, int index) {
    Class<?>[] types = method.method().getParameterTypes();
    long others = java.util.Arrays.stream(types).filter(type -> type != Trial.class).count();
    return types[index].isRecord() && others == 1;
  }

  private static Map<String, @Nullable Object> content(String name, @Nullable Object value) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put(name, value);
    return content;
  }
}
