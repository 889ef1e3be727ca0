package io.eagleray.report;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunStatus;
import io.eagleray.run.TrialStatus;
import io.eagleray.run.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Runs to make reports of; {@link #main} writes them into a folder, to be looked at. */
final class SampleRuns {
  private SampleRuns() {}

  /** A pipeline around a search of that many trials. */
  static SyntheticRun search(int trials, int steps, int slots) {
    return search(SyntheticStudy.handOver(), new SyntheticStudy(trials, steps, slots, 7));
  }

  /** The same around a search with two objectives. */
  static SyntheticRun searchForTwo(int trials, int steps, int slots) {
    return search(SyntheticStudy.handOverOfTwo(), new SyntheticStudy(trials, steps, slots, 7));
  }

  private static SyntheticRun search(JsonObject handOver, SyntheticStudy study) {
    SyntheticRun run =
        SyntheticRun.named("calm-otter-0914", "prepare", "tune", "evaluate", "success", "fail");
    run.step(
        "prepare",
        Duration.ofMillis(400),
        Map.of(
            "rows",
            new Value(
                Return.Kind.OBJECT,
                Json.parse(
                    "{\"$eagleray.object\":{\"sha256\":\"9f86d081884c7d659a2feaa0c55ad015\","
                        + "\"format\":\"java/serialized\",\"type\":\"Rows\",\"size\":1297000}}"))));
    run.stepStarts("tune", "ray", 1).fanOut("tune", handOver);
    study.writeTo(run);
    run.add(new RunEvent.Warned("num_cpus: 8 asked for, this machine has 2: trials get 2"));
    run.pass(Duration.ofMillis(60))
        .stepSucceeds(
            "tune",
            1,
            Map.of(
                "tune_results", Value.of(JsonObject.builder().put("metric", "accuracy").build())));
    run.step(
        "evaluate",
        Duration.ofMillis(900),
        Map.of("accuracy", new Value(Return.Kind.METRIC, Json.of(0.9694))));
    return run.ends(RunStatus.SUCCESS, Optional.empty());
  }

  /** A run whose search is a population of four trials, of which two make way for others. */
  static SyntheticRun population() {
    JsonObject space =
        (JsonObject)
            Json.parse("{\"rate\": {\"type\": \"loguniform\", \"low\": 0.001, \"high\": 1}}");
    SyntheticRun run = SyntheticRun.named("warm-lynx-1211", "tune");
    run.stepStarts("tune", "ray", 1)
        .fanOut(
            "tune",
            JsonObject.builder()
                .put("metric", "accuracy")
                .put("mode", "max")
                .put("scheduler", "populationbasedtraining")
                .put("space", space)
                .build());
    double[] rates = {0.5, 0.02, 0.1, 0.004};
    for (int trial = 0; trial < rates.length; trial++) {
      run.trialStarts("tune", trial, 1, JsonObject.builder().put("rate", rates[trial]).build());
    }
    int[] attempts = {1, 1, 1, 1};
    for (int step = 1; step <= 12; step++) {
      for (int trial = 0; trial < rates.length; trial++) {
        double accuracy = 0.05 * step - 0.1 * Math.abs(Math.log10(rates[trial] / 0.05));
        run.pass(Duration.ofMillis(30))
            .report(
                "tune",
                trial,
                attempts[trial],
                step,
                JsonObject.builder().put("accuracy", accuracy).build());
      }
      if (step == 4 || step == 8) {
        int worst = step == 4 ? 0 : 3;
        int source = step == 4 ? 2 : 0;
        rates[worst] = rates[source] * 0.8;
        run.trialTakesOver(
            "tune",
            worst,
            source,
            step,
            JsonObject.builder().put("rate", rates[worst]).build(),
            ++attempts[worst]);
      }
    }
    for (int trial = 0; trial < rates.length; trial++) {
      run.trialEnds("tune", trial, attempts[trial], TrialStatus.COMPLETED, Optional.empty());
    }
    return run.stepSucceeds("tune", 1, Map.of()).ends(RunStatus.SUCCESS, Optional.empty());
  }

  /** A run without a search whose second step fails for good. */
  static SyntheticRun failed() {
    Failure failure =
        new Failure(
            "ValueError",
            "could not convert <b>string</b> to float: 'n/a' – 数据 ✓",
            Optional.of("train.py:41 in load_rows"),
            "Traceback (most recent call last):\n  File \"train.py\", line 41, in load_rows\n"
                + "    float(cell)\nValueError: could not convert string to float: 'n/a'");
    return SyntheticRun.named("brave-heron-1620", "prepare", "train", "evaluate")
        .step(
            "prepare",
            Duration.ofMillis(400),
            Map.of("table", Value.of(Json.of("</script><img src=x onerror=alert(1)>"))))
        .stepStarts("train", "task", 1)
        .pass(Duration.ofMillis(700))
        .stepFails("train", 1, failure, true)
        .pass(Duration.ofSeconds(2))
        .resumed(Duration.ofHours(14))
        .stepStarts("train", "task", 2)
        .pass(Duration.ofMillis(650))
        .stepFails("train", 2, failure, false)
        .ends(RunStatus.FAILED, Optional.of(failure));
  }

  /** Writes all samples. */
  public static void main(String[] folder) throws IOException {
    Path target = Path.of(folder[0]);
    write(search(60, 27, 4), target.resolve("search.html"));
    write(searchForTwo(60, 27, 4), target.resolve("front.html"));
    write(population(), target.resolve("population.html"));
    write(search(3, 9, 2), target.resolve("few.html"));
    write(failed(), target.resolve("failed.html"));
    if (folder.length > 1) {
      write(search(10_000, 100, 16), target.resolve("large.html"));
    }
  }

  private static void write(SyntheticRun run, Path file) throws IOException {
    RunStatus status =
        run.events().getLast().body() instanceof RunEvent.RunEnded end
            ? end.status()
            : RunStatus.INTERRUPTED;
    ReportWriter.write(ReportData.from(run.log(), status), file);
  }
}
