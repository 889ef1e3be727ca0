package io.eagleray.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialStatus;
import io.eagleray.run.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportDataTest {
  private static final JsonObject MINIMIZE_LOSS =
      JsonObject.builder().put("metric", "loss").put("mode", "min").build();

  private static SyntheticRun tuning() {
    return SyntheticRun.named("r1", "tune").stepStarts("tune", "ray", 1);
  }

  private static JsonObject config(double rate) {
    return JsonObject.builder().put("rate", rate).build();
  }

  private static JsonObject loss(double value) {
    return JsonObject.builder().put("loss", value).put("other", 1).build();
  }

  private static JsonObject study(SyntheticRun run, RunStatus status) {
    JsonObject data = ReportData.from(run.log(), status).json();
    return (JsonObject) items(data, "studies").getFirst();
  }

  private static List<Json> items(JsonObject object, String name) {
    return ((JsonArray) object.get(name).orElseThrow()).items();
  }

  private static List<Double> numbers(Json column) {
    return ((JsonArray) column)
        .items().stream().map(value -> ((JsonNumber) value).asDouble()).toList();
  }

  @Test
  void theBestTrialIsTheBestOfThoseThatWentFurthest() {
    SyntheticRun run = tuning().fanOut("tune", MINIMIZE_LOSS);
    for (int trial = 1; trial <= 3; trial++) {
      run.trialStarts("tune", trial, 1, config(trial));
      run.report("tune", trial, 1, 1, loss(trial));
    }
    run.trialEnds("tune", 1, 1, TrialStatus.STOPPED, Optional.empty());
    run.report("tune", 2, 1, 2, loss(2.5)).report("tune", 3, 1, 2, loss(2.4));

    JsonObject study = study(run, RunStatus.RUNNING);

    assertThat(study.integer("best")).hasValue(2);
    assertThat(study.text("metric")).hasValue("loss");
    assertThat(study.isTrue("maximize")).isFalse();
    assertThat(((JsonObject) Json.parse(study.text("bestConfig").orElseThrow())).get("rate"))
        .hasValue(Json.of(3.0));
    assertThat(items(study, "rungs")).containsExactly(JsonArray.of(Json.of(1), Json.of(1)));
  }

  @Test
  void reportsOfADeadAttemptAreNotInTheCurve() {
    SyntheticRun run = tuning().fanOut("tune", MINIMIZE_LOSS);
    run.trialStarts("tune", 1, 1, config(1));
    run.report("tune", 1, 1, 1, loss(9)).report("tune", 1, 1, 2, loss(8));
    run.report("tune", 1, 1, 3, loss(7));
    run.resumed(Duration.ofHours(1));
    run.add(new RunEvent.TrialStarted(new StepPath("tune"), 1, 2, 2));
    run.report("tune", 1, 2, 3, loss(5));

    JsonObject curves = study(run, RunStatus.RUNNING).object("curves");

    assertThat(numbers(items(curves, "steps").getFirst())).containsExactly(1.0, 2.0, 3.0);
    assertThat(numbers(items(curves, "values").getFirst())).containsExactly(9.0, 8.0, 5.0);
  }

  @Test
  void anAttemptOfADeadDriverEndsWithItsLastEvent() {
    SyntheticRun run = tuning().trialStarts("tune", 1, 1, config(1)).pass(Duration.ofSeconds(2));
    run.report("tune", 1, 1, 1, loss(9));
    run.resumed(Duration.ofHours(1));
    run.trialStarts("tune", 1, 2, config(1)).pass(Duration.ofSeconds(1));
    run.trialEnds("tune", 1, 2, TrialStatus.COMPLETED, Optional.empty());

    JsonObject spans = study(run, RunStatus.RUNNING).object("spans");

    assertThat(numbers(spans.get("end").orElseThrow())).containsExactly(2_000.0, 3_603_000.0);
    assertThat(numbers(spans.get("mark").orElseThrow()))
        .containsExactly((double) Mark.CUT_OFF.ordinal(), (double) Mark.COMPLETED.ordinal());
  }

  @Test
  void theTimeBetweenTwoDriversIsNotCounted() {
    SyntheticRun run = SyntheticRun.named("r1", "a").stepStarts("a", "task", 1);
    run.pass(Duration.ofSeconds(2)).add(new RunEvent.Warned("w")).resumed(Duration.ofHours(9));
    run.pass(Duration.ofSeconds(3)).ends(RunStatus.CANCELLED, Optional.empty());

    JsonObject data = ReportData.from(run.log(), RunStatus.CANCELLED).json();

    assertThat(data.object("run").integer("active")).hasValue(5_000);
    assertThat(items(data.object("run"), "sessions")).hasSize(2);
  }

  @Test
  void whatNoDriverRunsAnyMoreIsCutOff() {
    SyntheticRun run = tuning().trialStarts("tune", 1, 1, config(1));

    JsonObject study = study(run, RunStatus.INTERRUPTED);

    assertThat(numbers(study.object("trials").get("status").orElseThrow()))
        .containsExactly((double) Mark.CUT_OFF.ordinal());
  }

  @Test
  void stepsThatNeverStartedAreListed() {
    SyntheticRun run = SyntheticRun.named("r1", "a", "b", "success", "fail");
    run.step("a", Duration.ofSeconds(1), Map.of());

    List<Json> steps = items(ReportData.from(run.log(), RunStatus.RUNNING).json(), "steps");

    assertThat(steps).hasSize(2);
    assertThat(((JsonObject) steps.get(1)).text("path")).hasValue("b");
    assertThat(((JsonObject) steps.get(1)).integer("status")).hasValue(-1);
  }

  @Test
  void theSameFailureOfManyTrialsIsToldOnce() {
    SyntheticRun run = tuning();
    for (int trial = 1; trial <= 30; trial++) {
      run.trialStarts("tune", trial, 1, config(trial));
      run.trialEnds(
          "tune", trial, 1, TrialStatus.FAILED, Optional.of(Failure.of("ValueError", "no")));
    }

    List<Json> errors = items(study(run, RunStatus.RUNNING), "errors");

    assertThat(errors).hasSize(1);
    assertThat(((JsonObject) errors.getFirst()).integer("count")).hasValue(30);
  }

  @Test
  void ofManyFailedStepsSomeStacksAreKept() {
    SyntheticRun run = SyntheticRun.named("r", "a");
    for (int i = 0; i < 200; i++) {
      run.stepStarts("a.b" + i, "task", 1);
      run.stepFails(
          "a.b" + i, 1, new Failure("E", "no", Optional.empty(), "stack ".repeat(500)), false);
    }

    String json = ReportData.from(run.log(), RunStatus.FAILED).json().text();

    assertThat(json.split("stack stack", -1).length).isGreaterThan(50);
    assertThat(json.length()).isLessThan(300_000);
  }

  @Test
  void theExactValuesOfTheBestTrialAreExact() {
    SyntheticRun run = tuning().fanOut("tune", MINIMIZE_LOSS);
    JsonObject config =
        JsonObject.builder()
            .put("seed", 9007199254740993L)
            .put("10", 1)
            .put("9", 2)
            .put("clip", Double.POSITIVE_INFINITY)
            .build();
    run.trialStarts("tune", 1, 1, config).report("tune", 1, 1, 1, loss(1));
    run.trialEnds("tune", 1, 1, TrialStatus.COMPLETED, Optional.empty());

    assertThat(study(run, RunStatus.RUNNING).text("bestConfig"))
        .hasValue(
            "{\n  \"seed\": 9007199254740993,\n  \"10\": 1,\n  \"9\": 2,\n  \"clip\": \"Infinity\"\n}");
  }

  @Test
  void aParameterThatIsNoNumberOfJsonIsNamedAsEverywhere() {
    SyntheticRun run =
        tuning().step("load", Duration.ofSeconds(1), Map.of("m", Value.of(Json.of(Double.NaN))));

    assertThat(items(ReportData.from(run.log(), RunStatus.RUNNING).json(), "parameters"))
        .anySatisfy(each -> {
          assertThat(((JsonObject) each).text("name")).hasValue("m");
          assertThat(((JsonObject) each).text("text")).hasValue("\"NaN\"");
        });
  }

  @Test
  void aTrialThatHasDoneEnoughByItsResultIsNotBehindThoseThatWentOn() {
    JsonObject handOver = MINIMIZE_LOSS.with("ends_by_result", Json.TRUE);
    SyntheticRun run = tuning().fanOut("tune", handOver);
    for (int trial = 0; trial < 2; trial++) {
      run.trialStarts("tune", trial, 1, config(trial));
      run.report("tune", trial, 1, 1, loss(trial == 0 ? 0.1 : 0.9));
    }
    run.trialEnds("tune", 0, 1, TrialStatus.COMPLETED, Optional.empty());
    run.report("tune", 1, 1, 2, loss(0.8));

    JsonObject study = study(run, RunStatus.RUNNING);

    assertThat(study.integer("best")).hasValue(0);
    assertThat(study.isTrue("endsByResult")).isTrue();
  }

  @Test
  void valuesThatAreNoNumbersAreLeftOut() {
    SyntheticRun run = tuning().fanOut("tune", MINIMIZE_LOSS);
    run.trialStarts("tune", 1, 1, config(1)).report("tune", 1, 1, 1, loss(Double.NaN));

    JsonObject study = study(run, RunStatus.RUNNING);

    assertThat(((JsonArray) study.object("trials").get("value").orElseThrow()).items())
        .containsExactly(Json.NULL);
    assertThat(study.get("best")).isEmpty();
  }

  @Test
  void withoutAHandOverTheFirstNumberIsTakenForTheMetricAndThatIsSaid() {
    SyntheticRun run = tuning();
    run.trialStarts("tune", 1, 1, config(1)).report("tune", 1, 1, 1, loss(2));

    JsonObject study = study(run, RunStatus.RUNNING);

    assertThat(study.text("metric")).hasValue("loss");
    assertThat(study.isTrue("assumed")).isTrue();
  }

  @Test
  void curvesOfALongStudyAreThinnedOutAndTheBestIsKept() {
    SyntheticRun run = tuning().fanOut("tune", MINIMIZE_LOSS);
    for (int trial = 1; trial <= 3_000; trial++) {
      run.trialStarts("tune", trial, 1, config(trial));
      for (int step = 1; step <= 100; step++) {
        run.report("tune", trial, 1, step, loss(trial == 2_345 ? 0 : 1 + trial));
      }
      run.trialEnds("tune", trial, 1, TrialStatus.COMPLETED, Optional.empty());
    }

    JsonObject curves = study(run, RunStatus.RUNNING).object("curves");

    List<Double> drawn = numbers(curves.get("trial").orElseThrow());
    assertThat(drawn).hasSizeBetween(900, CurvesJson.MAX_CURVES + 1).contains(2_344.0);
    List<Double> first = numbers(items(curves, "steps").getFirst());
    assertThat(first).hasSizeLessThanOrEqualTo((int) curves.integer("limit").orElseThrow());
    assertThat(first.getFirst()).isEqualTo(1);
    assertThat(first.getLast()).isEqualTo(100);
    assertThat(drawn.size() * first.size()).isLessThanOrEqualTo(CurvesJson.MAX_POINTS);
    assertThat(curves.integer("total")).hasValue(3_000);
  }

  @Test
  void aStepStandsBeforeThoseInsideIt() {
    SyntheticRun run =
        SyntheticRun.named("r1", "each", "last")
            .stepStarts("each", "map", 1)
            .step("each.0.train", Duration.ofSeconds(1), Map.of())
            .resumed(Duration.ofHours(1))
            .stepStarts("each", "map", 2)
            .step("each.1.train", Duration.ofSeconds(1), Map.of())
            .stepStarts("last", "task", 1);

    JsonObject data = ReportData.from(run.log(), RunStatus.RUNNING).json();

    assertThat(items(data, "steps").stream().map(step -> ((JsonObject) step).text("path")))
        .containsExactly(
            Optional.of("each"),
            Optional.of("each.0.train"),
            Optional.of("each.1.train"),
            Optional.of("last"));
  }
}
