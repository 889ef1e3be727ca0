package com.example.plugin;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonText;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.run.Failure;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import io.eagleray.spi.TaskSignature.Argument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Returns its command: a text in which {@code {name}} stands for a parameter. */
final class EchoTaskRunner implements TaskRunner {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  @Override
  public String commandType() {
    return EchoTasks.TYPE;
  }

  /** What the text names must be there: so {@code validate} finds what is missing. */
  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    if (task.returns().size() != 1) {
      problems.error(task.at(), "an echo returns one text; name it: returns: [greeting]");
    }
    if (!(task.options().get(EchoTasks.LOUD).orElse(Json.FALSE) instanceof JsonBool)) {
      problems.error(task.at(), EchoTasks.LOUD + " must be true or false");
    }
    List<Argument> arguments =
        NAME.matcher(task.command())
            .results()
            .map(found -> new Argument(found.group(1), true, "text", task.at()))
            .toList();
    return new TaskSignature(arguments, false, false, true);
  }

  /** The listener hears of the end exactly once, from whatever thread. */
  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    listener.ended(outcome(call));
    return () -> {}; // It is over: there is nothing to cancel.
  }

  private static TaskOutcome outcome(TaskCall call) {
    Matcher names = NAME.matcher(call.task().command());
    String said = names.replaceAll(name -> Matcher.quoteReplacement(value(call, name.group(1))));
    boolean loud = call.task().options().isTrue(EchoTasks.LOUD);
    String text = loud ? said.toUpperCase(Locale.ROOT) : said;
    try {
      Files.createDirectories(call.log().getParent());
      Files.writeString(
          call.log(), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      return new TaskOutcome.Failed(Failure.of("echo", "cannot write the log: " + e.getMessage()));
    }
    return call.trial().isPresent()
        ? new TaskOutcome.TrialReturned(Json.of(text), false)
        : new TaskOutcome.Returned(Map.of(call.task().returns().getFirst().name(), Json.of(text)));
  }

  private static String value(TaskCall call, String name) {
    Json value = call.arguments().getOrDefault(name, Json.NULL);
    return value instanceof JsonText text ? text.value() : value.text();
  }

  @Override
  public void close() {}
}
