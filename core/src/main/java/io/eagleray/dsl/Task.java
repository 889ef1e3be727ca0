package io.eagleray.dsl;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One command, or one function of the program. */
public final class Task extends Work<Task> {
  /** The command type of functions of the program. */
  public static final String FUNCTION = "function";

  private final Optional<CodeFunction> function;

  private Task(JsonObject keys, Optional<CodeFunction> function) {
    super(keys);
    this.function = function;
  }

  /** A command of any type that is known where the pipeline runs. */
  public static Task of(String commandType, String command) {
    return new Task(
        JsonObject.builder().put("command_type", commandType).put("command", command).build(),
        Optional.empty());
  }

  /** A Java method: {@code com.acme.Tuning::train}, or {@code Tuning.java::train}. */
  public static Task java(String method) {
    return of("java", method);
  }

  /** A public or other static method of a class of the program, which a worker calls. */
  public static Task java(Class<?> type, String method) {
    return java(type.getName() + "::" + method);
  }

  /** A Python function: {@code module.function}. */
  public static Task python(String function) {
    return of("python", function);
  }

  /** A shell script. */
  public static Task shell(String script) {
    return of("shell", script);
  }

  /** A lambda or method reference, called in the program's own process. */
  public static Task call(CodeFunction.Of0 function) {
    return function(List.of(), function.getClass(), given -> function.call());
  }

  /** A lambda or method reference, called in the program's own process. */
  @SuppressWarnings({"unchecked", "NullAway"}) // a parameter's value is of its type
  public static <A> Task call(Parameter<A> first, CodeFunction.Of1<A> function) {
    return function(List.of(first), function.getClass(), given -> function.call((A) given.get(0)));
  }

  /** A lambda or method reference, called in the program's own process. */
  @SuppressWarnings({"unchecked", "NullAway"})
  public static <A, B> Task call(
      Parameter<A> first, Parameter<B> second, CodeFunction.Of2<A, B> function) {
    return function(
        List.of(first, second),
        function.getClass(),
        given -> function.call((A) given.get(0), (B) given.get(1)));
  }

  /** A lambda or method reference, called in the program's own process. */
  @SuppressWarnings({"unchecked", "NullAway"})
  public static <A, B, C> Task call(
      Parameter<A> first,
      Parameter<B> second,
      Parameter<C> third,
      CodeFunction.Of3<A, B, C> function) {
    return function(
        List.of(first, second, third),
        function.getClass(),
        given -> function.call((A) given.get(0), (B) given.get(1), (C) given.get(2)));
  }

  /** A lambda or method reference, called in the program's own process. */
  @SuppressWarnings({"unchecked", "NullAway"})
  public static <A, B, C, D> Task call(
      Parameter<A> first,
      Parameter<B> second,
      Parameter<C> third,
      Parameter<D> fourth,
      CodeFunction.Of4<A, B, C, D> function) {
    return function(
        List.of(first, second, third, fourth),
        function.getClass(),
        given ->
            function.call((A) given.get(0), (B) given.get(1), (C) given.get(2), (D) given.get(3)));
  }

  /** The same for one that returns nothing. */
  public static Task run(CodeFunction.Do0 function) {
    return function(
        List.of(),
        function.getClass(),
        given -> {
          function.run();
          return null;
        });
  }

  /** The same for one that returns nothing. */
  @SuppressWarnings({"unchecked", "NullAway"})
  public static <A> Task run(Parameter<A> first, CodeFunction.Do1<A> function) {
    return function(
        List.of(first),
        function.getClass(),
        given -> {
          function.run((A) given.get(0));
          return null;
        });
  }

  /** The same for one that returns nothing. */
  @SuppressWarnings({"unchecked", "NullAway"})
  public static <A, B> Task run(
      Parameter<A> first, Parameter<B> second, CodeFunction.Do2<A, B> function) {
    return function(
        List.of(first, second),
        function.getClass(),
        given -> {
          function.run((A) given.get(0), (B) given.get(1));
          return null;
        });
  }

  /** The same for one that returns nothing. */
  @SuppressWarnings({"unchecked", "NullAway"})
  public static <A, B, C> Task run(
      Parameter<A> first,
      Parameter<B> second,
      Parameter<C> third,
      CodeFunction.Do3<A, B, C> function) {
    return function(
        List.of(first, second, third),
        function.getClass(),
        given -> {
          function.run((A) given.get(0), (B) given.get(1), (C) given.get(2));
          return null;
        });
  }

  /** The same for one that returns nothing. */
  @SuppressWarnings({"unchecked", "NullAway"})
  public static <A, B, C, D> Task run(
      Parameter<A> first,
      Parameter<B> second,
      Parameter<C> third,
      Parameter<D> fourth,
      CodeFunction.Do4<A, B, C, D> function) {
    return function(
        List.of(first, second, third, fourth),
        function.getClass(),
        given -> {
          function.run((A) given.get(0), (B) given.get(1), (C) given.get(2), (D) given.get(3));
          return null;
        });
  }

  private static Task function(
      List<Parameter<?>> parameters, Class<?> code, CodeFunction.Body body) {
    return function(new CodeFunction(parameters, body, code, ""));
  }

  /** A function of any number of parameters, called in the program's own process. */
  public static Task function(CodeFunction function) {
    return new Task(
        JsonObject.builder().put("command_type", FUNCTION).build(), Optional.of(function));
  }

  @Override
  public Task set(String key, Object value) {
    if (function.isPresent() && (key.equals("command") || key.equals("command_type"))) {
      throw new IllegalArgumentException(
          "a function of the program has no " + key + " but itself; Task.of makes a command");
    }
    return super.set(key, value);
  }

  @Override
  Task with(JsonObject changed) {
    return new Task(changed, function);
  }

  /** The names of what it returns, as JSON. */
  public Task returns(String... names) {
    return returns(Arrays.stream(names).map(Returned::json).toArray(Returned[]::new));
  }

  /** The names of what it returns, and how each value is kept. */
  public Task returns(Returned... returns) {
    return set(
        "returns",
        Arrays.stream(returns)
            .map(one ->
                (Json)
                    JsonObject.builder()
                        .put("name", one.name())
                        .put("kind", one.kind().word())
                        .build())
            .collect(JsonArray.collect()));
  }

  /** The secrets that it may read. */
  public Task secrets(String... names) {
    return set("secrets", JsonValues.texts(names));
  }

  /** The CPUs that it needs. */
  public Task cpus(double count) {
    return set("resources", keys().object("resources").with("num_cpus", Json.of(count)));
  }

  /** Globs on names in the run's catalog, of files that are fetched before it runs. */
  public Task gets(String... globs) {
    return set("catalog", catalog().with("get", JsonValues.texts(globs)));
  }

  /** Globs on files in the working directory that are put into the run's catalog after it. */
  public Task puts(String... globs) {
    return set("catalog", catalog().with("put", JsonValues.texts(globs)));
  }

  /** Taken from an earlier run that gave it the same inputs and had the same code. */
  public Task cached() {
    return set("cache", true);
  }

  /** The same, as long as that run's step ended no longer ago. */
  public Task cached(Duration expires) {
    return set(
        "cache", JsonObject.builder().put("expires", JsonValues.SETTINGS.of(expires)).build());
  }

  private JsonObject catalog() {
    return keys().object("catalog");
  }

  @Override
  JsonObject written(String path, Map<String, CodeFunction> functions) {
    if (function.isEmpty()) {
      return keys();
    }
    functions.put(path, function.get());
    return keys().with("command", Json.of(path));
  }
}
