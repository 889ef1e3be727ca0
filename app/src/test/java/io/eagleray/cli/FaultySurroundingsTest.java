package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.engine.store.SqliteRunStore;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks, folders and processes that fail: one clear message, exit code 3, nothing lost. */
@Tag("slow")
class FaultySurroundingsTest {
  private static final String CHAIN =
      """
      dag:
        steps:
          a: {command_type: shell, command: 'echo a >> seen; export n=1', returns: [n]}
          b: {command_type: java, command: "Big.java::big", returns: [big]}
          c: {command_type: shell, command: 'echo c >> seen'}
      """;

  @TempDir Path folder = Path.of("");
  private Workplace place = new Workplace(folder);

  @BeforeEach
  void writePipeline() {
    place = new Workplace(folder);
    place.write(
        "Big.java",
        "public class Big { public static String big() { return \"y\".repeat(20_000_000); } }\n");
    // The script does not take "big": it is too large for a variable.
    place.write("pipeline.yaml", CHAIN);
  }

  private void assertNoTrace() {
    assertThat(place.out() + place.err()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void outputThatHasNoPlaceIsTold() throws Exception {
    int code = place.runProcess("exec >/dev/full;", "completion");
    assertThat(place.err()).contains("eagleray: standard output is not whole: No space left");
    assertThat(code).isEqualTo(ExitCode.ENVIRONMENT);
    assertNoTrace();
  }

  @Test
  void whoReadsOnlyTheBeginningIsToldNothing() throws Exception {
    String early = "mkfifo pipe; { read -r line; echo \"$line\" >read; } <pipe & exec >pipe;";
    int code = place.runProcess(early, "completion");
    assertThat(folder.resolve("read")).hasContent("#!/usr/bin/env bash");
    assertThat(place.err()).isEmpty();
    assertThat(code).isZero();
  }

  /** The limit on the size of files stands for a full disk: no rights are needed to set it. */
  @Test
  void aFullDiskStopsTheRunAndResumeGoesOnWhenThereIsSpaceAgain() throws Exception {
    place.write(
        "pipeline.yaml",
        CHAIN.replace("c: {command_type: shell, command: 'echo c >> seen'}", "c: {type: stub}"));
    int code = place.runProcess("ulimit -f 8192;", "run", "pipeline.yaml", "--run-id", "r1");
    assertThat(place.err()).contains("eagleray.db", "full");
    assertThat(code).isEqualTo(ExitCode.ENVIRONMENT);
    assertNoTrace();
    assertThat(place.run("list")).isZero();
    assertThat(place.out()).contains("INTERRUPTED");
    assertThat(place.run("resume", "r1")).as(place.err()).isZero();
    assertThat(place.out()).contains("SUCCESS");
    assertThat(folder.resolve("seen")).hasContent("a\n");
  }

  @Test
  void aResultThatDoesNotFitIntoTheMemoryFailsItsStepAndNamesTheMemory() throws Exception {
    place.write("big.py", "def big():\n    return 'y' * 30_000_000\n");
    place.write("pipeline.yaml", "dag: {steps: {a: {command: big.big, returns: [big]}}}\n");
    int code =
        place.runProcess(
            "export JDK_JAVA_OPTIONS=-Xmx28m;", "run", "pipeline.yaml", "--output=json");
    assertThat(place.out())
        .contains("\"FAILED\"", "environment: what a task says cannot be taken in: the memory of");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertNoTrace();
  }

  @Test
  void aCommandThatRunsOutOfMemorySaysHowItGetsMore() throws Exception {
    place.write(
        "pipeline.yaml", "dag: {steps: {a: {type: stub, text: " + "y".repeat(9_000_000) + "}}}\n");
    int code =
        place.runProcess(
            "export JDK_JAVA_OPTIONS=-Xmx20m;", "validate", "pipeline.yaml", "--output=json");
    assertThat(place.out())
        .contains("{\"status\":\"ERROR\",\"error\":\"the memory of this program, ");
    assertThat(place.err()).contains("is used up; EAGLERAY_JAVA_OPTIONS=-Xmx4g, for example");
    assertThat(code).isEqualTo(ExitCode.ENVIRONMENT);
    assertNoTrace();
  }

  /** A small file system of its own where this process may mount one; elsewhere the limit above. */
  @Test
  void aFullFileSystemStopsTheRunToo() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    if (!done("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString())) {
      aFullDiskStopsTheRunAndResumeGoesOnWhenThereIsSpaceAgain();
      return;
    }
    try {
      place.write(
          "pipeline.yaml",
          CHAIN.replace("c: {command_type: shell, command: 'echo c >> seen'}", "c: {type: stub}"));
      assertThat(place.run("run", "pipeline.yaml", "--run-id", "r1", "--state", "disk/state"))
          .isEqualTo(ExitCode.ENVIRONMENT);
      assertThat(place.err()).contains("no space left for the run log", "free some, then resume");
      assertNoTrace();
      assertThat(done("mount", "-o", "remount,size=200m", disk.toString())).isTrue();
      assertThat(place.run("resume", "r1", "--state", "disk/state")).as(place.err()).isZero();
      assertThat(folder.resolve("seen")).hasContent("a\n");
    } finally {
      done("umount", "-l", disk.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{command: full.big, returns: [{name: t, kind: object}]}                          | an object cannot be stored in",
        "{command_type: java, command: 'Full.java::big', returns: [{name: t, kind: object}]} | could not be stored in"
      })
  void anObjectForWhichThereIsNoSpaceFailsItsStepAndRetryStoresIt(String step, String message)
      throws Exception {
    place.write(
        "full.py",
        "import os\nclass T: pass\ndef big():\n    t = T()\n    t.b = os.urandom(9_000_000)\n    return t\n");
    place.write(
        "Full.java",
        "public class Full { public static Object big() {"
            + " java.util.BitSet b = new java.util.BitSet(); b.set(0, 80_000_000); return b; } }\n");
    place.write(
        "pipeline.yaml",
        "dag:\n  steps:\n    a: {command_type: shell, command: 'echo a >> seen'}\n    b: "
            + step
            + "\n");
    int code = place.runProcess("ulimit -f 16384;", "run", "pipeline.yaml", "--run-id", "r1");
    assertThat(place.out()).contains("✘ b", message);
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertNoTrace();
    assertThat(place.run("retry", "r1")).as(place.err()).isZero();
    assertThat(folder.resolve("seen")).hasContent("a\n");
  }

  @Test
  void aCatalogThatRefusesAFileFailsTheStepThatPutIt() {
    assertThat(
            place.runPipeline(
                """
                dag:
                  steps:
                    a:
                      command_type: shell
                      command: 'ln -s /etc/hostname link'
                      catalog: {put: [link]}
                      on_failure: mend
                    mend: {command_type: shell, command: 'echo mended >> seen', next: success}
                """))
        .as(place.err())
        .isZero();
    assertThat(place.out()).contains("✘ a", "link", "leads out of", "✔ mend");
    assertThat(folder.resolve("seen")).hasContent("mended\n");
  }

  /** What is done with a folder. */
  private interface Work {
    void with(Path disk) throws Exception;
  }

  /** A file system mounted read-only stops root too; without the right to mount, permissions do. */
  private void readOnly(Work before, Work then) throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    boolean mounted = done("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk.toString());
    try {
      before.with(disk);
      if (mounted) {
        assertThat(done("mount", "-o", "remount,ro", disk.toString())).isTrue();
      } else {
        assertThat(done("chmod", "-R", "a-w", disk.toString())).isTrue();
      }
      then.with(disk);
    } finally {
      done(
          mounted
              ? new String[] {"umount", "-l", disk.toString()}
              : new String[] {"chmod", "-R", "u+w", disk.toString()});
    }
  }

  @Test
  void aReadOnlyStateFolderIsTold() throws Exception {
    readOnly(
        disk -> SqliteRunStore.open(disk.resolve("state")).close(),
        disk -> {
          for (String state : new String[] {"disk/state", "disk/other"}) {
            assertThat(place.run("run", "pipeline.yaml", "--state", state))
                .isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(place.err()).contains("disk/", "--state DIR").hasLineCount(1);
            assertNoTrace();
          }
          assertThat(folder.resolve("seen")).doesNotExist();
          assertThat(place.run("list", "--state", "disk/state")).as(place.err()).isZero();
          assertThat(place.out()).contains("no runs in disk/state");
        });
  }

  @Test
  void aPipelineInAReadOnlyFolderIsCheckedAndDrawn() throws Exception {
    readOnly(
        disk -> {
          Files.writeString(disk.resolve("steps.py"), "def load():\n    return 1\n");
          Files.writeString(
              disk.resolve("F.java"), "class F { static int f(int x) { return x; } }");
          Files.writeString(
              disk.resolve("pipeline.yaml"),
              """
              dag:
                steps:
                  load: {command_type: python, command: steps.load, returns: [x]}
                  use: {command_type: java, command: "F.java::f", returns: [y]}
              """);
          Files.writeString(
              disk.resolve("eagleray-config.yaml"), "run-log-store: {type: file-system}\n");
        },
        disk -> {
          Workplace there = new Workplace(disk);
          assertThat(there.run("validate", "pipeline.yaml")).as(there.err()).isZero();
          assertThat(there.out()).contains("2 steps, nothing wrong");
          assertThat(there.run("plan", "pipeline.yaml")).as(there.err()).isZero();
          assertThat(there.out()).contains("load", "use");
          assertThat(disk.resolve(".eagleray")).doesNotExist();
        });
  }

  @Test
  void aFileInTheStateFoldersPlaceIsTold() {
    place.write("state", "");
    assertThat(place.run("run", "pipeline.yaml", "--state", "state"))
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(place.err()).contains("state is a file; choose a folder with --state DIR");
  }

  @Test
  void aStateFolderOfANewerVersionIsLeftAlone() throws SQLException {
    SqliteRunStore.open(folder.resolve(".eagleray")).close();
    Path database = folder.resolve(".eagleray/eagleray.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version=99");
    }
    assertThat(place.run("run", "pipeline.yaml")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(place.err()).contains("newer version of Eagleray (format 99", "--state DIR");
    assertNoTrace();
  }

  @Test
  void aDamagedRunLogIsToldAndLeftAlone() {
    String garbage = "this is no database".repeat(1000);
    place.write(".eagleray/eagleray.db", garbage);
    assertThat(place.run("run", "pipeline.yaml")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(place.err()).contains("is damaged; move it away");
    assertThat(folder.resolve(".eagleray/eagleray.db")).hasContent(garbage);
    assertNoTrace();
  }

  @Test
  void theSecondProcessOnARunIsRefused() {
    try (RunStore store = SqliteRunStore.open(folder.resolve(".eagleray"));
        RunStore.RunLock lock = store.lock("r1")) {
      assertThat(place.run("run", "pipeline.yaml", "--run-id", "r1")).isEqualTo(ExitCode.INPUT);
      assertThat(place.err()).contains("run r1 is driven by process");
    }
    assertThat(folder.resolve("seen")).doesNotExist();
  }

  @Test
  void twoProcessesThatStartOneRunAtOnceRunItOnce() throws Exception {
    place.write(
        "pipeline.yaml",
        "dag: {steps: {a: {command_type: shell, command: 'echo a >> seen; sleep 2'}}}\n");
    Workplace other = new Workplace(Files.createDirectories(folder.resolve("other")));
    String state = folder.resolve(".eagleray").toString();
    Process first = place.start("", "run", "pipeline.yaml", "--run-id", "r1", "--state", state);
    Process second = other.start("", "run", "../pipeline.yaml", "--run-id", "r1", "--state", state);
    int one = Workplace.end(first);
    int two = Workplace.end(second);
    assertThat(new int[] {one, two}).containsExactlyInAnyOrder(ExitCode.DONE, ExitCode.INPUT);
    Path seen = one == 0 ? folder.resolve("seen") : folder.resolve("other/seen");
    assertThat(seen).hasContent("a\n");
    assertThat(place.run("run", "pipeline.yaml", "--run-id", "r1")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("the run id r1 is taken");
  }

  @Test
  void aWorkerThatIsKilledInATaskFailsTheStepAndRetryRunsItAgain() throws Exception {
    place.write(
        "kill.py",
        """
        import os, signal
        def once():
            if not os.path.exists("again"):
                open("again", "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
            return 1
        """);
    assertThat(
            place.runPipeline(
                """
                dag:
                  steps:
                    a: {command_type: shell, command: 'echo a >> seen'}
                    b: {command: kill.once, returns: [n]}
                """))
        .isEqualTo(ExitCode.FAILED);
    assertThat(place.out()).contains("killed by signal 9 (KILL)");
    assertThat(place.run("retry", "r1")).as(place.err()).isZero();
    assertThat(folder.resolve("seen")).hasContent("a\n");
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.getInputStream().readAllBytes();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
