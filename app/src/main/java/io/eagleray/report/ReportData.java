package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a report shows.
 *
 * @param runId the title
 * @param json as the page's script reads it
 */
public record ReportData(String runId, JsonObject json) {

  /**
   * From a run's log, which is read twice: first for what happened, then for the learning curves of
   * what turned out to be the searches' metrics. Of a long study the curves are thinned out; the
   * page says so.
   *
   * @param status as seen by somebody who knows whether the run's driver lives
   * @throws IllegalStateException if the log has no first event
   */
  public static ReportData from(EventLog log, RunStatus status) {
    RunHistory history = new RunHistory();
    log.read(history::add);
    boolean live = status == RunStatus.RUNNING;
    Map<StepPath, Objective> objectives = new LinkedHashMap<>();
    List<StepPath> searches = StepsJson.searches(history);
    for (StepPath path : searches) {
      Objective.of(step(history, path), history.state().trials(path))
          .ifPresent(objective -> objectives.put(path, objective));
    }
    Curves curves = new Curves(objectives);
    if (!objectives.isEmpty()) {
      log.read(curves::add);
    }
    List<Json> studies = new ArrayList<>();
    for (StepPath path : searches) {
      Study study =
          Study.of(
              step(history, path),
              Optional.ofNullable(objectives.get(path)),
              history.state().trials(path),
              curves.of(path),
              history.trialAttempts(path, live),
              live);
      studies.add(new StudyJson(study, history.lineage(path), history.sessions().start()).json());
    }
    return new ReportData(
        history.state().created().runId(),
        JsonObject.builder()
            .put("run", RunJson.run(history, status))
            .put("steps", new StepsJson(history, live).json())
            .put("studies", new JsonArray(studies))
            .put("parameters", RunJson.parameters(history.state()))
            .put(
                "warnings",
                history.state().warnings().stream().map(Json::of).collect(JsonArray.collect()))
            .build());
  }

  private static StepState step(RunHistory history, StepPath path) {
    return history.state().step(path).orElseThrow();
  }
}
