package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.commandline.Waiting;
import io.eagleray.engine.process.Signal;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches over programs, from the command line to real processes. */
@Tag("slow")
final class TuneCommandTest {
  private static final String SPACE =
      """
      x: {type: uniform, low: -2, high: 2}
      kind: {type: choice, choices: [plain, "it's \\"odd\\" $HOME"]}
      depth: {type: randint, low: 1, high: 5, when: {kind: [plain]}}
      net: {layers: {type: choice, choices: [1, 2]}}
      """;

  private static final String PROGRAM =
      """
      while [ $# -gt 0 ]; do case $1 in --x) x=$2 ;; --kind) kind=$2 ;; esac; shift 2; done
      for i in 1 2 3; do
        awk "BEGIN {print \\"{\\\\\\"loss\\\\\\": \\" ($x - 1) ^ 2 + 1 / $i \\"}\\"}"
      done
      """;

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private Workplace place;

  @BeforeEach
  void write() {
    place = new Workplace(folder);
    place.write("space.yaml", SPACE);
    place.write("train.sh", PROGRAM);
  }

  private int tune(String command, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("tune", "--space", "space.yaml", "--command", command, "--run-id", "r1"));
    line.addAll(List.of(more));
    return place.run(line.toArray(String[]::new));
  }

  private JsonObject document() {
    return (JsonObject) Json.parse(place.out().strip());
  }

  private JsonObject step() {
    JsonArray steps = (JsonArray) document().get("steps").orElseThrow();
    return (JsonObject) steps.items().getFirst();
  }

  private static double bestValue(JsonObject step) {
    return ((JsonNumber) step.get("best_value").orElseThrow()).asDouble();
  }

  @Test
  void aProgramGetsFlagsAndTheLeastLossIsFound() {
    assertThat(tune("sh train.sh", "--samples", "12", "--seed", "3", "--output", "json"))
        .as(place.err())
        .isZero();

    JsonObject step = step();
    assertThat(step.object("trials").integer("completed")).hasValue(12);
    assertThat(bestValue(step)).isBetween(0.33, 0.8);
    assertThat(step.object("best_config").fields()).containsKeys("x", "kind");
  }

  @Test
  void equalSeedsTryTheSame() {
    tune("sh train.sh", "-n", "6", "-j", "1", "--seed", "3");
    place.run("trials", "r1", "--csv");
    String first = place.out();
    place.run(
        "tune",
        "--space",
        "space.yaml",
        "--command",
        "sh train.sh",
        "--run-id",
        "r2",
        "-n",
        "6",
        "-j",
        "1",
        "--seed",
        "3");
    place.run("trials", "r2", "--csv");

    assertThat(place.out()).isEqualTo(first).contains("COMPLETED");
  }

  @Test
  void placesInTheCommandTakeValuesWhateverIsInThem() throws IOException {
    String command =
        "printf '%s\\n' {kind} \"{kind}\" 'k={kind}' {args} >> seen; echo '{\"loss\": {x}}'";

    assertThat(tune(command, "-n", "8", "--workers", "1")).as(place.err()).isZero();

    String seen = Files.readString(folder.resolve("seen"));
    String odd = "it's \"odd\" $HOME";
    assertThat(seen).contains("plain\nplain\nk=plain\n--depth\n");
    assertThat(seen).contains(odd + "\n" + odd + "\nk=" + odd + "\n--net.layers\n");
    assertThat(seen).doesNotContain("--kind").doesNotContain("--x");
  }

  @Test
  void theWholeConfigurationIsInAVariable() {
    String command =
        "echo \"{\\\"loss\\\": $x, \\\"all\\\": true}\"; echo \"$EAGLERAY_CONFIG\" >&2";

    assertThat(tune(command, "-n", "1")).as(place.err()).isZero();

    place.run("logs", "r1", "tune", "--trial", "0");
    assertThat(place.out()).contains("\"net\":{\"layers\":");
  }

  @Test
  void moreWorkersThanCpusRunAtOnce() {
    int workers = Runtime.getRuntime().availableProcessors() + 3;
    // Each waits until all are there: with fewer at once none would end.
    String command =
        "touch here-$EAGLERAY_TRIAL; while [ $(ls here-* | wc -l) -lt "
            + workers
            + " ]; do sleep 0.05; done; echo '{\"loss\": {x}}'";

    assertThat(tune(command, "-n", "" + workers, "--workers", "" + workers)).isZero();
  }

  @Test
  void aSchedulerStopsProgramsThatReport() {
    assertThat(
            tune(
                "sh train.sh",
                "-n",
                "20",
                "--scheduler",
                "{type: asha, grace_period: 1, reduction_factor: 2, max_t: 3}",
                "--output",
                "json"))
        .as(place.err())
        .isZero();

    JsonObject step = step();
    assertThat(step.object("trials").integer("stopped").orElseThrow()).isPositive();
  }

  @Test
  void whatIsWrongIsToldWhereItWasWritten() {
    place.write(
        "space.yaml",
        "lr: {type: loguniform, low: 1, high: 0.1}\nd: {type: choise, choices: [1]}\n");

    assertThat(tune("sh train.sh {lrr}", "--metric", "accuracy", "--workers", "0")).isEqualTo(2);

    assertThat(place.err())
        .contains("space.yaml:1:24  search_space.lr: low (1) must be below high (0.1)")
        .contains("space.yaml:2:11")
        .contains("--command        {lrr} is not in the space; did you mean \"lr\"?")
        .contains("--mode min or --mode max")
        .contains("--workers");
  }

  @Test
  void whatTheEngineFindsWrongIsToldOfTheOption() {
    assertThat(
            tune("true", "-n", "0", "--scheduler", "ashaa", "--algorithm", "{type: tpe, gama: 1}"))
        .isEqualTo(2);

    assertThat(place.err())
        .contains("--samples")
        .contains("--scheduler  unknown scheduler \"ashaa\"; did you mean \"asha\"?")
        .contains("--algorithm  unknown key \"gama\"");
    assertThat(place.run("list")).isZero();
    assertThat(place.out()).doesNotContain("r1");
  }

  @Test
  void aPlaceForAConditionalParameterIsRefused() {
    assertThat(tune("sh train.sh {depth}")).isEqualTo(2);

    assertThat(place.err()).contains("{depth} is not in every configuration").contains("{args}");

    place.write("named.yaml", "args: {type: uniform, low: 0, high: 1}\n");
    assertThat(place.run("tune", "--space", "named.yaml", "--command", "./train.sh {args}"))
        .isEqualTo(2);
    assertThat(place.err()).contains("named.yaml:1:1").contains("{args} in the command stands for");
  }

  @Test
  void aProgramThatFailsAndOneThatReportsNothingAreTold() {
    assertThat(tune("echo no such table >&2; exit 3", "-n", "2")).isEqualTo(1);
    assertThat(place.out()).contains("ended with exit code 3: no such table");

    place.run("tune", "--space", "space.yaml", "--command", "echo done", "-n", "1");
    assertThat(place.out()).contains("never reported \"loss\"").contains("{\"loss\": 0.5}");

    place.run("tune", "--space", "space.yaml", "--command", "echo \"{'loss': {x}}\"", "-n", "1");
    assertThat(place.out()).contains("the line {'loss': 0.0} is not JSON");
  }

  @Test
  void aFailedTrialDoesNotEndTheSearchUnlessTooManyFail() {
    String odd = "[ $((EAGLERAY_TRIAL % 2)) = 0 ] && echo '{\"loss\": NaN, \"n\": 1}' || exit 9";
    String command = ": {x}; [ $EAGLERAY_TRIAL = 4 ] && echo '{\"loss\": 2}' || { " + odd + "; }";
    assertThat(tune(command, "-n", "6", "--output", "json")).isZero();
    JsonObject step = step();
    assertThat(step.object("trials").integer("failed")).hasValue(3);
    assertThat(bestValue(step)).isEqualTo(2);

    place.run(
        "tune",
        "--space",
        "space.yaml",
        "--command",
        command,
        "-n",
        "50",
        "--max-failed",
        "2",
        "--output",
        "json");
    assertThat(document().text("status")).hasValue("FAILED");
  }

  @Test
  void aKilledSearchGoesOnWithTheSpaceThatItHad() throws IOException {
    String command = "[ $EAGLERAY_TRIAL -lt 3 -o -e go ] || sleep 600; echo \"{\\\"loss\\\": $x}\"";
    try (CommandLine killed =
        CommandLine.start(
            folder,
            "tune",
            "--space",
            "space.yaml",
            "--command",
            command,
            "-n",
            "8",
            "-j",
            "2",
            "--run-id",
            "r1",
            "--seed",
            "1")) {
      killed.awaitOutput("trial 2 completed");
      killed.killAll();
      killed.awaitNothingLeft(Duration.ofSeconds(30));
    }
    Files.createFile(folder.resolve("go"));
    Files.delete(folder.resolve("space.yaml"));

    assertThat(place.run("resume", "r1", "--output", "json")).as(place.err()).isZero();

    JsonObject step = step();
    assertThat(step.object("trials").integer("completed")).hasValue(8);
    assertThat(place.run("report", "r1", "-o", "r.html")).isZero();
    assertThat(folder.resolve("r.html")).isNotEmptyFile();
  }

  @Test
  void ctrlCEndsTheProgramsAndResumeGoesOn() throws IOException {
    String command = ": > started; [ -e go ] || sleep 600; echo \"{\\\"loss\\\": $x}\"";
    try (CommandLine run =
        CommandLine.start(
            folder,
            "tune",
            "--space",
            "space.yaml",
            "--command",
            command,
            "-n",
            "2",
            "--run-id",
            "r1")) {
      Waiting.until(
          "a program runs", Duration.ofMinutes(1), () -> Files.exists(folder.resolve("started")));
      run.signal(Signal.INT);
      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(run.output()).contains("CANCELLED");
      run.awaitNothingLeft(Duration.ofSeconds(30));
    }
    Files.createFile(folder.resolve("go"));

    assertThat(place.run("resume", "r1", "--output", "json")).as(place.err()).isZero();
    assertThat(step().object("trials").integer("completed")).hasValue(2);
  }

  @Test
  void aTimeBudgetEndsTheSearchWithTheTrialsThatItHas() {
    String command = "echo \"{\\\"loss\\\": $x}\"; [ $EAGLERAY_TRIAL = 0 ] || sleep 600";

    assertThat(tune(command, "--time-budget", "4s", "--output", "json")).as(place.err()).isZero();

    assertThat(step().object("trials").integer("completed")).hasValue(1);
    assertThat(step().object("trials").integer("stopped").orElseThrow()).isPositive();
  }
}
