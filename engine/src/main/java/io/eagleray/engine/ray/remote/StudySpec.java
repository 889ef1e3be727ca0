package io.eagleray.engine.ray.remote;

import io.eagleray.engine.ray.StudyTerms;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Tune;
import io.eagleray.model.ray.TuneJson;
import io.eagleray.problem.Location;
import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.StepPath;
import io.eagleray.run.Value;
import io.eagleray.spi.TaskSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a study process works on: the spec of a job, as far as a study needs it.
 *
 * @param runId the run's name
 * @param attempt of the step, from 1
 * @param parameters those in scope that the function takes
 * @param history what the log has of the step, in its order
 */
record StudySpec(
    String runId,
    StepPath path,
    int attempt,
    Task task,
    TaskSignature signature,
    Tune tune,
    StudyTerms terms,
    Map<String, Value> parameters,
    List<Event> history) {
  private static final Location AT = Location.of("spec.json");

  /**
   * Reads a spec.
   *
   * @throws MessageException if it lacks something
   */
  static StudySpec read(JsonObject spec) {
    try {
      JsonObject run = spec.object("run");
      JsonObject task = spec.object("task");
      Tune tune = TuneJson.read(spec);
      return new StudySpec(
          run.text("id").orElse(""),
          new StepPath(run.text("step").orElseThrow(() -> lacks("run.step"))),
          Math.toIntExact(run.integer("attempt").orElse(1)),
          task(task),
          signature(task),
          tune,
          new StudyTerms(tune.seed().orElseThrow(() -> lacks("settled.seed")), slots(spec, tune)),
          parameters(spec.object("arguments")),
          items(spec, "history").stream().map(EventCodec::readEvent).toList());
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw new MessageException("the spec cannot be read: " + e.getMessage(), e);
    }
  }

  private static MessageException lacks(String name) {
    return new MessageException("the spec lacks \"" + name + "\"");
  }

  private static Task task(JsonObject task) {
    return new Task(
        task.text("kind").orElseThrow(() -> lacks("task.kind")),
        task.text("command").orElse(""),
        AT,
        List.of(),
        texts(task, "secrets"),
        CatalogFiles.NONE,
        Optional.empty(),
        JavaSettings.NONE,
        Resources.DEFAULT,
        task.text("isolation").equals(Optional.of("trial"))
            ? Task.Isolation.TRIAL
            : Task.Isolation.SHARED);
  }

  /** Without a list of what it takes, a function takes everything. */
  private static TaskSignature signature(JsonObject task) {
    boolean everything = task.get("takes").orElse(Json.NULL) == Json.NULL;
    List<TaskSignature.Argument> arguments =
        texts(task, "takes").stream()
            .map(name -> new TaskSignature.Argument(name, false, "", AT))
            .toList();
    return new TaskSignature(arguments, everything, task.isTrue("reports"), !everything);
  }

  /** As many trials at once as the cluster has room for, by the driver; at least one. */
  private static int slots(JsonObject spec, Tune tune) {
    long room = spec.object("settled").integer("slots").orElse(1);
    int limit = tune.maxConcurrent().orElse(Integer.MAX_VALUE);
    return (int) Math.max(1, Math.min(room, limit));
  }

  private static Map<String, Value> parameters(JsonObject arguments) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    arguments.fields().forEach((name, json) -> parameters.put(name, Value.of(json)));
    return parameters;
  }

  private static List<String> texts(JsonObject from, String name) {
    return items(from, name).stream()
        .filter(JsonText.class::isInstance)
        .map(text -> ((JsonText) text).value())
        .toList();
  }

  private static List<Json> items(JsonObject from, String name) {
    return from.get(name).orElse(Json.NULL) instanceof JsonArray list ? list.items() : List.of();
  }
}
