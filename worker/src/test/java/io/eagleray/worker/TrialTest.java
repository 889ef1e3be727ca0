package io.eagleray.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.worker.json.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TrialTest {
  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private WorkerProcess worker;

  @BeforeEach
  void start() throws IOException {
    worker = new WorkerProcess(folder);
  }

  @AfterEach
  void end() throws IOException {
    worker.close();
  }

  @Test
  void aPlainMethodsReturnIsItsOneReportAndItsResult() throws IOException {
    long task = worker.java("plainTrial", Map.of("rate", 0.25), trial(Map.of()));

    Fields report = worker.reply();
    assertThat(report.text("op")).isEqualTo("report");
    assertThat(report.number("step")).isEqualTo(1);
    assertThat(report.object("metrics")).containsExactly(Map.entry("accuracy", 0.5));

    worker.decide(task, "continue");
    Fields result = worker.reply();
    assertThat(result.map()).containsEntry("stopped", false);
    assertThat(result.object("value")).containsKeys("accuracy", "model");
  }

  @Test
  void aStopAtThePlainMethodsReportChangesNothing() throws IOException {
    long task = worker.java("plainTrial", Map.of("rate", 0.25), trial(Map.of()));
    worker.reply();
    worker.decide(task, "stop");

    Fields result = worker.reply();
    assertThat(result.map()).containsEntry("stopped", false);
    assertThat(result.object("value")).containsKeys("accuracy", "model");
  }

  @Test
  void reportsOneByOneAndGoesOnFromACheckpoint() throws IOException {
    long task = train(Map.of());
    Fields report = worker.reply();
    assertThat(report.number("step")).isEqualTo(1);
    assertThat(report.object("metrics")).containsEntry("accuracy", 0.5);
    worker.decide(task, "continue");
    Fields second = worker.reply();
    Object checkpoint = second.object("checkpoint");

    long again = train(Map.of("step", 2L, "checkpoint", checkpoint));
    Fields third = worker.reply();
    assertThat(third.number("task")).isEqualTo(again);
    assertThat(third.number("step")).isEqualTo(3);
    worker.decide(again, "continue");
    Fields result = worker.reply();
    assertThat(result.text("value")).isEqualTo("ModelObject step 2");
    assertThat(result.map()).containsEntry("stopped", false);
  }

  @Test
  void anArgumentNamedCheckpointIsTheTrialsWhateverAParameterOfThatNameHolds() throws IOException {
    Map<String, Object> fields = new java.util.LinkedHashMap<>(trial(Map.of()));
    fields.put("parameters", WorkerProcess.parameters("checkpoint"));
    worker.java("given", Map.of("checkpoint", "a file"), fields);

    assertThat(worker.reply().object("metrics")).containsEntry("given", "nothing");
  }

  @Test
  void aStoppedTrialEndsAtItsReportWithoutAValue() throws IOException {
    long task = train(Map.of());
    worker.reply();
    worker.decide(task, "stop");

    Fields result = worker.reply();
    assertThat(result.text("op")).isEqualTo("result");
    assertThat(result.map()).containsEntry("stopped", true).containsEntry("value", null);
  }

  @Test
  void aCancelEndsATrialThatWaitsForItsDecision() throws IOException {
    long task = train(Map.of());
    worker.reply();
    worker.cancel(task);

    Fields error = worker.reply();
    assertThat(error.text("op")).isEqualTo("error");
    assertThat(error.map()).containsEntry("cancelled", true);
  }

  @Test
  void trialsRunSideBySide() throws IOException {
    for (int i = 0; i < 20; i++) {
      train(Map.of("number", (long) i));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(worker.reply().number("step")).isEqualTo(1);
    }
  }

  @Test
  void aStepHasNoTrial() throws IOException {
    worker.java(
        "train",
        Map.of("rate", 0.5),
        Map.of("parameters", WorkerProcess.parameters("rate", "trial")));

    assertThat(worker.reply().text("message")).contains("\"trial\" is a Trial");
  }

  private long train(Map<String, Object> more) throws IOException {
    Map<String, Object> fields = new java.util.LinkedHashMap<>(trial(more));
    fields.put("parameters", WorkerProcess.parameters("rate", "trial"));
    return worker.java("train", Map.of("rate", 0.5), fields);
  }

  static Map<String, Object> trial(Map<String, Object> more) {
    Map<String, Object> trial = new java.util.LinkedHashMap<>();
    trial.put("number", 0L);
    trial.put("attempt", 1L);
    trial.put("config", Map.of("rate", 0.5, "layers", List.of(1L, 2L)));
    trial.putAll(more);
    return Map.of("trial", trial);
  }
}
