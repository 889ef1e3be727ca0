package io.eagleray.worker;

import static io.eagleray.worker.WorkerProcess.returns;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.worker.json.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ShellTaskTest {
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
  void argumentsAreVariablesAndExportsAreReturns() throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>(returns("list", "text", "echo"));
    fields.put("arguments", Map.of("rows", List.of(1L, 2L), "name", "a b"));
    fields.put("environment", Map.of("MODE", "fast"));
    worker.shell(
        "export list=\"$rows\" text=\"$name $MODE\nline 2\"; export echo=; exit 0", fields);

    assertThat(result().object("values"))
        .containsEntry("list", List.of(1L, 2L))
        .containsEntry("text", "a b fast\nline 2")
        .containsEntry("echo", "");
  }

  @Test
  void numbersThatJsonHasNotAreTheirNames() throws IOException {
    Map<String, Object> nan = Map.of("$eagleray.number", "NaN");
    Map<String, Object> fields = new LinkedHashMap<>(returns("a", "b", "c"));
    fields.put(
        "arguments",
        Map.of(
            "loss", nan,
            "all", List.of(nan, Map.of("low", Map.of("$eagleray.number", "-Infinity"))),
            "own", Map.of("$eagleray.escaped", nan)));
    worker.shell("export a=\"=$loss\" b=\"=$all\" c=\"=$own\"", fields);

    assertThat(result().object("values"))
        .containsEntry("a", "=NaN")
        .containsEntry("b", "=[\"NaN\", {\"low\": \"-Infinity\"}]")
        .containsEntry("c", "={\"$eagleray.number\": \"NaN\"}");
  }

  @Test
  void aScriptWithAnExitTrapOfItsOwnStillReturnsItsExports() throws IOException {
    worker.shell("trap 'echo bye' EXIT\nexport x=1 # last", returns("x"));

    assertThat(result().object("values")).containsEntry("x", 1L);
  }

  @Test
  void aVariableThatIsNotExportedIsNamed() throws IOException {
    worker.shell("rows=3", returns("rows"));

    assertThat(worker.reply().text("message"))
        .isEqualTo("the script exports no variable rows; it must say: export rows=…");
  }

  @Test
  void aVariableThatNobodyAsksForNeedNotBeText() throws IOException {
    worker.shell("export odd=$(printf 'a\\377b') rows=3", returns("rows"));

    assertThat(result().object("values")).containsEntry("rows", 3L);
  }

  @Test
  void aReturnedVariableThatIsNoTextIsNamed() throws IOException {
    worker.shell("export odd=$(printf 'a\\377b') rows=3", returns("rows", "odd"));

    assertThat(worker.reply().text("message"))
        .isEqualTo("the variable odd that the script exports is not text in UTF-8");
  }

  @Test
  void aFailedScriptTellsItsCodeAndItsLastErrorLine() throws IOException {
    long task =
        worker.shell("echo out; echo first >&2; echo no such table >&2; exit 3", returns("x"));

    Fields error = worker.reply();
    assertThat(error.text("type")).isEqualTo("ScriptError");
    assertThat(error.text("message")).isEqualTo("the script ended with exit code 3: no such table");
    assertThat(Files.readString(worker.log(task))).contains("out\n", "first\nno such table\n");
  }

  @Test
  void secretsAreVariablesAndBlottedOut() throws IOException {
    long task =
        worker.shell(
            "printf hun; sleep 0.1; echo ter22; [ \"$TOKEN\" = hunter22 ] || exit 9; echo $TOKEN"
                + " >&2; exit 1",
            Map.of("secrets", Map.of("TOKEN", "hunter22")));

    assertThat(worker.reply().text("message")).isEqualTo("the script ended with exit code 1: ***");
    assertThat(worker.log(task)).hasContent("***\n***");
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "-nan, NaN", "inf, Infinity", "-Infinity, -Infinity"})
  void aMetricThatIsNotFiniteIsTakenAsEveryLanguagePrintsIt(String printed, String number)
      throws IOException {
    worker.shell(
        "export loss=" + printed,
        Map.of("returns", List.of(Map.of("name", "loss", "kind", "metric"))));

    assertThat(result().object("values")).containsEntry("loss", Map.of("$eagleray.number", number));
  }

  @Test
  void exportsAreReadWhateverThePathIs() throws IOException {
    worker.shell("env() { false; }; export PATH=/nowhere x=1", returns("x"));

    assertThat(result().object("values")).containsEntry("x", 1L);
  }

  @Test
  void nothingOfTheEnvironmentIsWrittenButWhatTheScriptReturns() throws IOException {
    long task =
        worker.shell(
            "export other=hidden rows=7; eagleray_exports 0\n"
                + "tr '\\0' '\\n' <\"$EAGLERAY_EXPORTS\"",
            returns("rows"));

    assertThat(result().object("values")).containsEntry("rows", 7L);
    assertThat(Files.readString(worker.log(task))).isEqualTo("rows=7\n=\n");
  }

  @Test
  @Timeout(60)
  void exportsAreGoneWhenTheScriptHasEndedThoughItsOutputGoesOn() throws IOException {
    worker.shell(
        """
        setsid sh -c '
          echo >there
          while [ -e "$EAGLERAY_EXPORTS" ]; do echo still there; sleep 0.1; done' &
        until [ -e there ]; do sleep 0.1; done
        export rows=7
        """,
        returns("rows"));

    assertThat(result().object("values")).containsEntry("rows", 7L);
  }

  @Test
  @Timeout(60)
  void aScriptIsOverThoughAProcessThatLeftItsGroupPrintsOnAndOn() throws IOException {
    worker.shell(
        """
        setsid sh -c 'echo >there; until [ -e enough ]; do echo on; sleep 0.2; done' &
        until [ -e there ]; do sleep 0.1; done
        export rows=7
        """,
        returns("rows"));

    try {
      assertThat(result().object("values")).containsEntry("rows", 7L);
    } finally {
      Files.createFile(folder.resolve("enough"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void anExportIsReadByteByByte(String shell) throws IOException {
    String text = "\u0101\u0141\u0148 \u00e9 \\ %s \\0 $x `y` \"' \ud83e\udd85\n\n";
    Map<String, Object> fields = new LinkedHashMap<>(returns("text"));
    fields.put("arguments", Map.of("given", text));
    worker.shell("#!/usr/bin/env " + shell + "\nexport text=\"$given\"", fields);

    assertThat(result().object("values")).containsEntry("text", text);
  }

  @Test
  void anExportThatIsTooLongIsTold() throws IOException {
    worker.shell("export x=$(head -c 200000 /dev/zero | tr '\\0' a)", returns("x"));

    assertThat(worker.reply().text("message"))
        .startsWith("the variables that the script exports are too long to be read: one holds 128");
  }

  @Test
  void aSecretOfSeveralLinesIsNotToldByItsLastOne() throws IOException {
    worker.shell(
        "echo \"$KEY\" >&2; exit 1",
        Map.of("secrets", Map.of("KEY", "user=me\npassword=hunter22")));

    assertThat(worker.reply().text("message")).isEqualTo("the script ended with exit code 1: ***");
  }

  @Test
  @Timeout(60)
  void aLogThatCannotBeWrittenIsToldAndHoldsNoScriptUp() throws IOException {
    worker.shell("yes | head -c 300000; touch ended", Map.of("log", "/dev/full"));

    Fields error = worker.reply();
    assertThat(error.text("type")).isEqualTo("IOException");
    assertThat(error.text("message")).isEqualTo("No space left on device");
    assertThat(folder.resolve("ended")).exists();
  }

  @Test
  void theScriptReadsNothingAndRunsInItsDirectory() throws IOException {
    worker.shell("read -r x || export end=yes; export where=$(pwd -P)", returns("end", "where"));

    assertThat(result().object("values"))
        .containsEntry("end", "yes")
        .containsEntry("where", folder.toRealPath().toString());
  }

  @Test
  void aBashScriptSaysSoInItsFirstLine() throws IOException {
    worker.shell("#!/bin/bash\narray=(1 2 3)\nexport n=${#array[@]}", returns("n"));

    assertThat(result().object("values")).containsEntry("n", 3L);
  }

  @Test
  void whatAScriptLeavesBehindEndsWithIt() throws Exception {
    worker.shell("sleep 1000 >/dev/null 2>&1 & export pid=$!", returns("pid"));

    assertGone(result().object("values").get("pid"));
  }

  @Test
  void aCancelEndsTheScriptAndItsChildren() throws Exception {
    long task = worker.shell("trap '' TERM; echo $$ >pid; echo '{\"a\":1}'; sleep 1000", trial());
    worker.reply();
    worker.cancel(task);

    Fields error = worker.reply();
    assertThat(error.map()).containsEntry("cancelled", true);
    assertGone(Long.parseLong(Files.readString(folder.resolve("pid")).strip()));
  }

  @Test
  void aTrialReportsEachLineThatIsAnObject() throws IOException {
    long task =
        worker.shell(
            "echo start; echo \"{\\\"loss\\\": $rate}\"; echo '{\"loss\": 0.25, \"x\": []}'; echo"
                + " {",
            trial());

    Fields first = worker.reply();
    assertThat(first.number("step")).isEqualTo(1);
    assertThat(first.object("metrics")).containsExactly(Map.entry("loss", 0.5));
    worker.decide(task, "continue");
    assertThat(worker.reply().object("metrics")).containsExactly(Map.entry("loss", 0.25));
    worker.decide(task, "continue");
    assertThat(result().map()).containsEntry("stopped", false).containsEntry("value", null);
  }

  @Test
  void aStopEndsATrialWithItsChildren() throws Exception {
    long task = worker.shell("echo $$ >pid; echo '{\"loss\": 1}'; sleep 1000", trial());
    worker.reply();
    worker.decide(task, "stop");

    assertThat(result().map()).containsEntry("stopped", true);
    assertGone(Long.parseLong(Files.readString(folder.resolve("pid")).strip()));
  }

  @Test
  void scriptsEndWhenTheWorkerIsKilled() throws Exception {
    long task = worker.shell("sleep 1000 & echo $! >pid; echo '{\"loss\": 1}'; wait", trial());
    assertThat(worker.reply().number("task")).isEqualTo(task);
    worker.process().destroyForcibly();

    assertGone(Long.parseLong(Files.readString(folder.resolve("pid")).strip()));
  }

  private static Map<String, Object> trial() {
    return TrialTest.trial(Map.of());
  }

  private Fields result() throws IOException {
    Fields result = worker.reply();
    assertThat(result.text("op")).as("%s", result.map()).isEqualTo("result");
    return result;
  }

  private static void assertGone(@org.jspecify.annotations.Nullable Object pid) throws Exception {
    Optional<ProcessHandle> process =
        ProcessHandle.of((Long) java.util.Objects.requireNonNull(pid));
    if (process.isPresent()) {
      process.get().onExit().get(5, TimeUnit.SECONDS);
    }
  }
}
