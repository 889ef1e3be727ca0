package io.eagleray.engine.node;

import io.eagleray.json.Json;
import io.eagleray.run.Value;
import io.eagleray.spi.TaskSignature;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a function is given, by name. */
public final class Arguments {
  private Arguments() {}

  /**
   * Secrets that a function asks for by name, as its values. They travel to the worker and nowhere
   * else.
   */
  public static Map<String, Json> secrets(TaskSignature signature, Map<String, String> secrets) {
    Map<String, Json> asked = new LinkedHashMap<>();
    for (TaskSignature.Argument argument : signature.arguments()) {
      String value = secrets.get(argument.name());
      if (value != null) {
        asked.put(argument.name(), Json.of(value));
      }
    }
    return asked;
  }

  /**
   * The values that a function asks for. A missing one is left out: the function's default holds,
   * or its worker tells that there is none.
   *
   * @param nearest values that go before parameters of the same name, such as a trial's
   *     configuration
   */
  public static Map<String, Json> of(
      TaskSignature signature, Map<String, Value> parameters, Map<String, Json> nearest) {
    Map<String, Json> arguments = new LinkedHashMap<>();
    if (signature.keywords()) {
      parameters.forEach((name, value) -> arguments.put(name, value.json()));
      arguments.putAll(nearest);
    }
    for (TaskSignature.Argument argument : signature.arguments()) {
      Json near = nearest.get(argument.name());
      Value value = parameters.get(argument.name());
      if (near != null) {
        arguments.put(argument.name(), near);
      } else if (value != null) {
        arguments.put(argument.name(), value.json());
      }
    }
    return arguments;
  }
}
