package io.eagleray.cli.document;

import io.eagleray.cli.screen.Line;
import io.eagleray.cli.screen.Progress;
import io.eagleray.cli.screen.Step;
import io.eagleray.cli.screen.Style;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepStatus;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs as a table, or as one document. */
public final class RunList {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final List<Entry> runs;
  private final Clock clock;

  /** A run with the status that is to be told. */
  public record Entry(RunState run, RunStatus status) {}

  /** A list in the given order; days are those of the clock's zone. */
  public RunList(List<Entry> runs, Clock clock) {
    this.runs = List.copyOf(runs);
    this.clock = clock;
  }

  /** {@code {"runs":[{"run_id","status","started","pipeline","tag","steps"}]}}. */
  public JsonObject document() {
    return JsonObject.builder()
        .put(
            "runs", runs.stream().map(entry -> (Json) document(entry)).collect(JsonArray.collect()))
        .build();
  }

  private static JsonObject document(Entry entry) {
    Progress progress = new Progress(entry.run(), entry.status());
    return JsonObject.builder()
        .put("run_id", entry.run().created().runId())
        .put("status", entry.status().name())
        .put("started", entry.run().createdAt().toString())
        .put("pipeline", entry.run().created().pipelineFile())
        .put("tag", entry.run().created().tag().<Json>map(Json::of).orElse(Json.NULL))
        .put(
            "steps",
            JsonObject.builder()
                .put("done", done(progress))
                .put("total", own(progress).size())
                .build())
        .build();
  }

  /** A heading and a line for each run; nothing where there are none. */
  public List<Line> lines() {
    if (runs.isEmpty()) {
      return List.of();
    }
    int name =
        Math.max(
            3,
            runs.stream()
                .mapToInt(entry -> entry.run().created().runId().length())
                .max()
                .orElse(0));
    int status = name + 3;
    int started = status + 14;
    int steps = started + 19;
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.EMPTY
            .add("RUN", Style.DIM)
            .to(status)
            .add("STATUS", Style.DIM)
            .to(started)
            .add("STARTED", Style.DIM)
            .to(steps)
            .add("STEPS", Style.DIM));
    for (Entry entry : runs) {
      Progress progress = new Progress(entry.run(), entry.status());
      lines.add(
          Line.EMPTY
              .add(entry.run().created().runId(), Style.BOLD)
              .to(status)
              .add(entry.status().name(), style(entry.status()))
              .to(started)
              .add(started(entry.run()))
              .to(steps)
              .add(done(progress) + "/" + own(progress).size())
              .add(search(progress)));
    }
    return lines;
  }

  private String started(RunState run) {
    ZonedDateTime at = run.createdAt().atZone(clock.getZone());
    LocalDate today = LocalDate.now(clock);
    if (at.toLocalDate().equals(today)) {
      return TIME.format(at) + " today";
    }
    return at.toLocalDate().equals(today.minusDays(1))
        ? TIME.format(at) + " yesterday"
        : DAY.format(at);
  }

  private static long done(Progress progress) {
    return own(progress).stream().filter(step -> step.status() == StepStatus.SUCCESS).count();
  }

  /** The steps of the pipeline's own graph. */
  private static List<Step> own(Progress progress) {
    return progress.steps().stream().filter(step -> !step.isNested()).toList();
  }

  // Of a run that is not over, how far its search is.
  private static String search(Progress progress) {
    return progress.steps().stream()
        .filter(step -> step.status() != StepStatus.SUCCESS && step.search().isPresent())
        .findFirst()
        .map(RunList::search)
        .orElse("");
  }

  private static String search(Step step) {
    return step.search()
        .map(study ->
            "   "
                + step.path()
                + ": "
                + study.ended()
                + (study.planned().isPresent() ? " of " + study.planned().getAsLong() : "")
                + " trials finished")
        .orElse("");
  }

  private static Style style(RunStatus status) {
    return switch (status) {
      case SUCCESS -> Style.GOOD;
      case FAILED -> Style.BAD;
      case CANCELLED, INTERRUPTED -> Style.WARN;
      case CREATED, RUNNING -> Style.ACCENT;
    };
  }
}
