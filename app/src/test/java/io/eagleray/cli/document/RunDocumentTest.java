package io.eagleray.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.screen.RecordedRun;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunDocumentTest {
  private static JsonObject searched() {
    RecordedRun run =
        RecordedRun.inTheMiddle()
            .add(
                new RunEvent.PhaseEnded(
                    new StepPath("tune"),
                    1,
                    "fan-in",
                    RecordedRun.object(
                        "{'best_trial':2,'best_value':0.9722,'best_config':{'depth':2}}")));
    return RunDocument.withTrials().of(run.state(), RunStatus.INTERRUPTED);
  }

  private static JsonObject step(JsonObject document, int index) {
    return (JsonObject) ((JsonArray) document.get("steps").orElseThrow()).items().get(index);
  }

  @Test
  void a_run_has_the_promised_keys_in_order() {
    assertThat(searched().fields().keySet())
        .containsExactly("run_id", "status", "parameters", "metrics", "steps", "error");
    assertThat(searched().text("status")).contains("INTERRUPTED");
  }

  @Test
  void parameters_hold_everything_and_metrics_only_metrics() {
    assertThat(searched().object("parameters"))
        .isEqualTo(RecordedRun.object("{'folds':5,'train_rows':1437.0,'note':{'a':1}}"));
    assertThat(searched().object("metrics")).isEqualTo(RecordedRun.object("{'train_rows':1437.0}"));
  }

  @Test
  void a_step_tells_its_path_type_status_attempts_and_time() {
    assertThat(step(searched(), 0))
        .isEqualTo(
            RecordedRun.object(
                "{'path':'prepare','type':'task','status':'SUCCESS','attempts':1,'duration_ms':400,'error':null}"));
  }

  @Test
  void a_ray_node_tells_its_trials_and_the_best() {
    JsonObject tune = step(searched(), 1);
    assertThat(tune.object("trials"))
        .isEqualTo(
            RecordedRun.object("{'total':4,'completed':1,'stopped':1,'failed':1,'running':1}"));
    assertThat(tune.get("best_value")).contains(Json.of(0.9722));
    assertThat(tune.object("best_config")).isEqualTo(RecordedRun.object("{'depth':2}"));
    assertThat(((JsonArray) tune.get("trial_list").orElseThrow()).items()).hasSize(4);
  }

  @Test
  void a_trial_tells_its_last_metrics_and_how_often_it_reported() {
    JsonArray trials = (JsonArray) step(searched(), 1).get("trial_list").orElseThrow();
    assertThat(trials.items().get(1))
        .isEqualTo(
            RecordedRun.object(
                "{'id':2,'status':'COMPLETED','config':{'learning_rate':0.0156,'depth':2},"
                    + "'metrics':{'accuracy':0.9722},'reports':2,'attempts':1,'error':null}"));
  }

  @Test
  void an_error_is_one_line_with_its_place() {
    Failure failure = new Failure("ValueError", "n/a", Optional.of("train.py:41"), "long stack");
    RecordedRun run =
        RecordedRun.named("r", "train")
            .start("train", "task", 1)
            .fail("train", 1, failure, false)
            .end(RunStatus.FAILED, Optional.of(failure));
    JsonObject document = RunDocument.brief().of(run.state(), RunStatus.FAILED);
    assertThat(document.text("error")).contains("ValueError: n/a (train.py:41)");
    assertThat(step(document, 0).text("error")).contains("ValueError: n/a (train.py:41)");
  }

  @Test
  void numbers_that_json_cannot_hold_become_texts() {
    RecordedRun run =
        RecordedRun.named("r", "train")
            .start("train", "task", 1)
            .succeed("train", 1, Map.of("loss", RecordedRun.metric(Double.NaN)));
    assertThat(RunDocument.brief().of(run.state(), RunStatus.RUNNING).object("metrics").text())
        .isEqualTo("{\"loss\":\"NaN\"}");
  }

  @Test
  void a_table_of_trials_has_a_column_for_every_key() {
    TrialTable table =
        new TrialTable(RecordedRun.inTheMiddle().state().trials(new StepPath("tune")));
    assertThat(table.csv().lines().limit(3))
        .containsExactly(
            "trial,status,reports,attempts,learning_rate,depth,accuracy",
            "1,STOPPED,1,1,0.0312,1,0.91",
            "2,COMPLETED,2,1,0.0156,2,0.9722");
  }
}
