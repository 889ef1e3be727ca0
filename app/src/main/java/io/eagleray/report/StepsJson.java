package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps with their attempts, as the page reads them. */
final class StepsJson {
  private static final int MAX = 2_000;
  private static final Set<String> ENDS = Set.of("success", "fail");

  private final RunHistory history;
  private final boolean live;
  private final Instant zero;

  /** How many failures were told. */
  private int failures;

  StepsJson(RunHistory history, boolean live) {
    this.history = history;
    this.live = live;
    this.zero = history.sessions().start();
  }

  JsonArray json() {
    List<Json> steps = new ArrayList<>();
    Set<String> started = new HashSet<>();
    for (StepState step : StepTree.parentsFirst(history.state().countedSteps())) {
      started.add(step.path().text());
      if (steps.size() < MAX) {
        steps.add(step(step));
      }
    }
    for (String path : history.state().created().steps()) {
      String name = path.substring(path.lastIndexOf('.') + 1);
      if (!started.contains(path) && !ENDS.contains(name) && steps.size() < MAX) {
        steps.add(JsonObject.builder().put("path", path).put("status", -1).build());
      }
    }
    return new JsonArray(steps);
  }

  private JsonObject step(StepState step) {
    List<Span> attempts = history.attempts(step.path(), live);
    Mark mark = Mark.of(step.status());
    boolean cut = mark == Mark.RUNNING && !live;
    return JsonObject.builder()
        .put("path", step.path().text())
        .put("type", step.type())
        .put("status", (cut ? Mark.CUT_OFF : mark).ordinal())
        .put("skipped", step.status() == StepStatus.SKIPPED)
        .put("reused", step.origin().map(origin -> Json.of(origin.run())))
        .put("attempts", attempts.stream().map(this::attempt).collect(JsonArray.collect()))
        .put("outputs", step.outputs().keySet().stream().map(Json::of).collect(JsonArray.collect()))
        .put(
            "files",
            step.files().stream()
                .map(file ->
                    (Json)
                        JsonObject.builder()
                            .put("name", file.name())
                            .put("size", file.size())
                            .put("put", file.direction() == CatalogEntry.Direction.PUT)
                            .build())
                .collect(JsonArray.collect()))
        .put("ray", !history.state().trials(step.path()).isEmpty())
        .build();
  }

  private Json attempt(Span span) {
    return JsonObject.builder()
        .put("n", span.attempt())
        .put("start", zero.until(span.start(), ChronoUnit.MILLIS))
        .put("end", zero.until(span.end(), ChronoUnit.MILLIS))
        .put("mark", span.mark().ordinal())
        .put(
            "failure",
            span.failure().map(failure -> Errors.json(failure, failures++ < Errors.STACKS)))
        .put("retried", span.retried())
        .build();
  }

  /** The steps that ran trials. */
  static List<StepPath> searches(RunHistory history) {
    return history.state().countedSteps().stream()
        .map(StepState::path)
        .filter(path -> !history.state().trials(path).isEmpty())
        .toList();
  }
}
