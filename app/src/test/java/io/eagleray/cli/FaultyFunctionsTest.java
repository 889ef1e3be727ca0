package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a user's function does, its step ends, with the cause, and nothing is left behind. */
@Tag("slow")
class FaultyFunctionsTest {
  private static final String JAVA =
      """
      import java.util.*;

      public class Fn {
        public static int one(int n) { return n + 1; }
        public static Object thread() { return new Object() { Thread t = Thread.currentThread(); }; }
        public static int print() {
          String line = "x".repeat(99);
          for (int i = 0; i < 1_000_000; i++) { System.out.println(line); }
          return 1;
        }
        public static int exit() { System.exit(5); return 1; }
        public static int halt() { Runtime.getRuntime().halt(6); return 1; }
        public static int stack() { return stack() + 1; }
        public static int fork() throws Exception {
          return (int) new ProcessBuilder("sleep", "300").start().pid();
        }
        public static int spin() { while (true) { } }
        public static int heap() {
          List<Object> all = new ArrayList<>();
          while (true) { all.add(new long[1 << 20]); }
        }
        public static Object deep() {
          Object o = List.of();
          for (int i = 0; i < 100_000; i++) { o = List.of(o); }
          return o;
        }
        public static Object self() { List<Object> o = new ArrayList<>(); o.add(o); return o; }
        public static String metric() { return "high"; }
      }
      """;

  private static final String PYTHON =
      """
      import os, signal, sys, threading, time

      def one(n: int): return n + 1
      def lock(): return threading.Lock()
      def numbers(): return {"rows": (n for n in [1])}
      def prints():
          line = "x" * 99
          for _ in range(1_000_000): print(line)
          return 1
      def exits(): sys.exit(5)
      def exits_now(): os._exit(6)
      def forks():
          pid = os.fork()
          if pid == 0: time.sleep(300)
          return pid
      def stubborn():
          signal.signal(signal.SIGTERM, signal.SIG_IGN)
          while True:
              try: time.sleep(60)
              except KeyboardInterrupt: pass
      def memory():
          import resource
          resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
          return len(bytearray(1 << 40))
      def killed(): os.kill(os.getpid(), 9)
      def deep():
          o = []
          for _ in range(100_000): o = [o]
          return o
      def itself():
          o = []
          o.append(o)
          return o
      def metric(): return "high"
      """;

  @TempDir Path folder = Path.of("");
  private Workplace place = new Workplace(folder);

  @BeforeEach
  void writeFunctions() {
    place = new Workplace(folder);
    place.write("Fn.java", JAVA);
    place.write("fn.py", PYTHON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java   | Fn.java::one    | argument \"n\" must be int, but is the text \"abc\"",
        "java   | Fn.java::thread | which is neither JSON nor java.io.Serializable",
        "java   | Fn.java::exit   | the function ended its process (exit code 5) (Fn.java:11 in exit)",
        "java   | Fn.java::halt   | the function ended its process",
        "java   | Fn.java::stack  | StackOverflowError (Fn.java:13 in stack)",
        "java   | Fn.java::deep   | nested deeper than 500",
        "java   | Fn.java::self   | does it contain itself?",
        "java   | Fn.java::metric | must be one number, but is the String high",
        "python | fn.one          | the argument \"n\" (declared int) needs a whole number, not 'abc'",
        "python | fn.lock         | cannot store the return \"x\": a value of type _thread.lock cannot be pickled",
        "python | fn.numbers      | return what it produces instead, list(…) for example",
        "python | fn.exits        | SystemExit: the function called exit(5) (fn.py:",
        "python | fn.exits_now    | the function ended its process: exit code 6",
        "python | fn.memory       | MemoryError (fn.py:",
        "python | fn.killed       | killed by signal 9 (KILL); was the machine out of memory?",
        "python | fn.deep         | it is nested too deeply",
        "python | fn.itself       | it contains itself",
        "python | fn.metric       | 'high'",
        "shell  | exit 5          | exit code 5",
        "shell  | kill -9 $PPID   | killed by signal 9 (KILL)",
        "shell  | x=1; true       | the script exports no variable x; it must say: export x=…"
      })
  void aStepFailsWithTheCauseAndTheNextOnesAreKept(String type, String command, String message) {
    String kind = command.contains("metric") ? "{name: x, kind: metric}" : "x";
    int code =
        place.runPipeline(
            """
            dag:
              steps:
                before: {type: stub}
                text: {command_type: shell, command: "export n=abc", returns: [n]}
                a: {command_type: %s, command: "%s", returns: [%s]}
                after: {type: stub}
            """
                .formatted(type, command, kind));
    assertThat(code).as(place.err()).isEqualTo(ExitCode.FAILED);
    assertThat(place.out())
        .contains("✘ a", message, "eagleray retry r1")
        .doesNotContain("\tat ", "Traceback", "✔ after");
    place.run("show", "r1", "--output", "json");
    assertThat(place.out())
        .contains("\"path\":\"before\",\"type\":\"stub\",\"status\":\"SUCCESS\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "java   # Fn.java::print",
        "python # fn.prints",
        "shell  # yes 0123456789 | head -c 100000000; export x=1"
      })
  void aHundredMegabytesOfOutputAreALogFileOfThatSize(String type, String command)
      throws IOException {
    assertThat(
            place.runPipeline(
                "dag:\n  steps:\n    a: {command_type: %s, command: \"%s\", returns: [x]}\n"
                    .formatted(type, command)))
        .isZero();
    assertThat(place.out()).hasSizeLessThan(2_000);
    assertThat(Files.size(folder.resolve(".eagleray/runs/r1/logs/a-1.log"))).isEqualTo(100_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"java   | Fn.java::fork", "python | fn.forks", "shell  | sleep 300 & export x=$!"})
  void aProcessThatAFunctionLeavesBehindEndsWithTheRun(String type, String command)
      throws InterruptedException {
    assertThat(
            place.runPipeline(
                "dag:\n  steps:\n    a: {command_type: %s, command: \"%s\", returns: [x]}\n"
                    .formatted(type, command)))
        .isZero();
    assertThat(place.run("get", "r1", "x")).isZero();
    awaitEnd(Long.parseLong(place.out().strip()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java   | Fn.java::spin",
        "python | fn.stubborn",
        "shell  | trap '' TERM INT; while :; do sleep 1; done"
      })
  void aFunctionThatWillNotEndIsKilledAfterItsTimeout(String type, String command) {
    assertThat(
            place.runPipeline(
                """
                dag:
                  steps:
                    a: {command_type: %s, command: "%s", timeout: 1s, returns: [x]}
                """
                    .formatted(type, command)))
        .isEqualTo(ExitCode.FAILED);
    assertThat(place.out()).contains("timeout: took longer than 1 s");
  }

  @Test
  void anExhaustedHeapEndsTheWorkerAndNotTheRun() throws InterruptedException {
    place.with("JDK_JAVA_OPTIONS", "-Xmx200m");
    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            a:
              command_type: java
              command: "Fn.java::heap"
              returns: [x]
              on_failure: mend
            mend: {command_type: java, command: "Fn.java::one", next: success}
        """);
    int code = place.runProcess("", "run", "pipeline.yaml", "--run-id", "r1", "-P", "n=1");
    assertThat(place.out()).contains("its heap was exhausted", "✔ mend");
    assertThat(code).as(place.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo '{\"scor\": 1}'        | the trial never reported \"score\"; it reported: scor",
        "echo '{\"score\": 1}'; echo '{\"note\": 1}' | report 2 of the trial has no \"score\"; it has: note",
        "true                        | the trial never reported \"score\"; it reported: nothing",
        "echo '{\"score\": \"high\"}' | \"score\" must be a number, not \"high\"",
      })
  void aMetricThatIsNoneFailsTheTrials(String script, String message) {
    assertThat(place.runPipeline(search("shell", script.replace("\"", "\\\""))))
        .isEqualTo(ExitCode.FAILED);
    assertThat(place.out()).contains("no trial succeeded; 3 trials failed", message);
  }

  @ParameterizedTest
  @CsvSource({"nan", "inf", "-inf"})
  void aMetricThatIsNeverFiniteHasNoBest(String value) {
    place.write("tune.py", "def f(x):\n    return {'score': float('" + value + "')}\n");
    assertThat(place.runPipeline(search("python", "tune.f"))).isEqualTo(ExitCode.FAILED);
    assertThat(place.out()).contains("no trial reported a finite \"score\"");
  }

  @Test
  void aTrialWithoutAFiniteMetricIsNeverTheBest() {
    place.write(
        "tune.py",
        "def f(x):\n    return {'score': x if x > 0.5 else float('inf') if x > 0.4 else float('nan')}\n");
    assertThat(
            place.runPipeline(
                search("python", "tune.f")
                    .replace(
                        "{type: uniform, low: 0, high: 1}",
                        "{type: grid_search, values: [0.1, 0.45, 0.7]}")
                    .replace("num_samples: 3", "num_samples: 1"),
                "--output",
                "json"))
        .isZero();
    assertThat(place.out()).contains("\"best_config\":{\"x\":0.7},\"best_value\":0.7");
  }

  private static String search(String type, String command) {
    return """
    dag:
      steps:
        tune:
          type: ray
          task: {command_type: %s, command: "%s", returns: [tuned]}
          ray:
            ray_tune:
              search_space: {x: {type: uniform, low: 0, high: 1}}
              metric: score
              mode: max
              num_samples: 3
              seed: 1
    """
        .formatted(type, command);
  }

  private static void awaitEnd(long pid) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (lives(pid)) {
      assertThat(System.nanoTime()).as("process " + pid + " lives on").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  // In a container nobody may collect an orphan's exit code: then it stays, as a zombie.
  private static boolean lives(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException gone) {
      return ProcessHandle.of(pid).isPresent();
    }
  }
}
