package io.eagleray.worker;

import io.eagleray.worker.json.Fields;
import io.eagleray.worker.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real worker at the end of real pipes, as the engine starts it. */
final class WorkerProcess implements AutoCloseable {
  static final String SAMPLE = "io.eagleray.worker.sample.Sample::";
  static final Path MAIN = Path.of("target", "classes").toAbsolutePath();
  static final Path TESTS = Path.of("target", "test-classes").toAbsolutePath();

  private final Process process;
  private final BufferedReader replies;
  private final OutputStream messages;
  private final Path folder;
  private final Fields ready;
  private long tasks;

  /**
   * @param folder for logs and objects
   */
  WorkerProcess(Path folder, String... options) throws IOException {
    this.folder = folder;
    WorkerCommand command =
        new WorkerCommand(
            Path.of(System.getProperty("java.home")),
            MAIN,
            Optional.of(64L << 20),
            Optional.empty(),
            List.of(options));
    process =
        new ProcessBuilder(command.argv())
            .redirectError(folder.resolve("own.log").toFile())
            .start();
    replies = process.inputReader(StandardCharsets.UTF_8);
    messages = process.getOutputStream();
    ready = reply();
  }

  Fields ready() {
    return ready;
  }

  Process process() {
    return process;
  }

  Path log(long task) {
    return folder.resolve("logs").resolve(task + ".log");
  }

  Path ownLog() {
    return folder.resolve("own.log");
  }

  Path objects() {
    return folder.resolve("objects");
  }

  void send(Map<String, ?> message) throws IOException {
    messages.write((Json.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
    messages.flush();
  }

  /** The next message of the worker. */
  Fields reply() throws IOException {
    return Fields.of(Json.parse(Objects.requireNonNull(replies.readLine(), "the worker ended")));
  }

  /** Starts a task of a method of {@code Sample}, with these fields besides the usual ones. */
  long java(String method, Map<String, ?> arguments, Map<String, ?> more) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", "java");
    fields.put("command", SAMPLE + method);
    fields.put("class_path", List.of(TESTS.toString()));
    fields.put("arguments", arguments);
    fields.put("parameters", parameters(arguments.keySet().toArray(new String[0])));
    fields.putAll(more);
    return run(fields);
  }

  /** Tells of a method of {@code Sample} with one return, for {@link #call}. */
  void define(long function, String method, List<Map<String, String>> parameters, String returned)
      throws IOException {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("op", "function");
    message.put("function", function);
    message.put("kind", "java");
    message.put("command", SAMPLE + method);
    message.put("class_path", List.of(TESTS.toString()));
    message.put("parameters", parameters);
    message.put("objects", objects().toString());
    message.putAll(returns(returned));
    send(message);
  }

  /** Starts a task of a function that was told of before. */
  long call(long function, Map<String, ?> arguments) throws IOException {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("op", "run");
    message.put("task", ++tasks);
    message.put("function", function);
    message.put("arguments", arguments);
    send(message);
    return tasks;
  }

  /** Starts a script. */
  long shell(String script, Map<String, ?> more) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", "shell");
    fields.put("command", script);
    fields.putAll(more);
    return run(fields);
  }

  private long run(Map<String, @Nullable Object> fields) throws IOException {
    long task = ++tasks;
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("op", "run");
    message.put("task", task);
    message.put("step", "step");
    message.put("attempt", 1L);
    message.put("directory", folder.toString());
    message.put("log", log(task).toString());
    message.put("objects", objects().toString());
    message.putAll(fields);
    send(message);
    return task;
  }

  void decide(long task, String decision) throws IOException {
    send(Map.of("op", "decision", "task", task, "decision", decision));
  }

  void cancel(long task) throws IOException {
    send(Map.of("op", "cancel", "task", task));
  }

  static List<Map<String, String>> parameters(String... names) {
    List<Map<String, String>> parameters = new ArrayList<>();
    for (String name : names) {
      parameters.add(Map.of("name", name));
    }
    return parameters;
  }

  /** The field {@code returns} for these names of kind json. */
  static Map<String, Object> returns(String... names) {
    return Map.of("returns", parameters(names));
  }

  /** Closes the pipe to the worker, and waits for its end. */
  int end() throws IOException, InterruptedException {
    messages.close();
    return exit();
  }

  /** Waits for the worker's end, and gives its exit code. */
  int exit() throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the worker does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
  }
}
