package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions do with secrets all that they should not, and then every file that was written and all
 * that was printed is searched for the values. (An object that a function makes of a secret cannot
 * be looked into: {@code docs/secrets.md} says so.)
 */
@Tag("slow")
class SecretScanTest {
  private static final String TOKEN = "tok-4711-Zürich-\"quoted\"\\back";
  private static final String PIN = "90210555";
  private static final String UNNAMED = "named-by-another-step";

  private static final String JAVA =
      """
      import io.eagleray.trial.Trial;
      import java.util.*;

      public class Leak {
        public static Object prints(String TOKEN, String PIN) throws Exception {
          System.out.println("raw " + TOKEN + " and " + PIN);
          System.err.println("{\\"token\\": \\"" + TOKEN.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"") + "\\"}");
          System.out.print(TOKEN.substring(0, 9));
          System.out.flush();
          Thread.sleep(120);
          System.out.println(TOKEN.substring(9));
          Thread.ofPlatform().start(() -> System.out.println("thread " + TOKEN)).join();
          return Map.of("text", "<" + TOKEN + ">", "list", List.of(TOKEN), TOKEN, "as a key", "pin", Long.valueOf(PIN));
        }
        public static int throwsIt(String TOKEN, String PIN) {
          throw new IllegalStateException("wrong " + TOKEN, new RuntimeException("cause " + PIN));
        }
        public static Object trial(double x, String TOKEN, Trial trial) {
          if (x < 0.5) { throw new IllegalStateException("trial with " + TOKEN); }
          trial.report(Map.of("score", x, "note", "seen " + TOKEN));
          return Map.of("model", TOKEN);
        }
        public static void later(String TOKEN) {
          Thread thread = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
              System.out.println("late " + TOKEN);
              try { Thread.sleep(20); } catch (InterruptedException e) { return; }
            }
          });
          thread.setDaemon(true);
          thread.start();
        }
      }
      """;

  private static final String PYTHON =
      """
      import json, os, sys, threading, time

      def prints(TOKEN, PIN):
          print("raw", TOKEN, "and", PIN)
          print(json.dumps({"token": TOKEN}), file=sys.stderr)
          print(json.dumps({"token": TOKEN}, ensure_ascii=False))
          sys.stdout.write(TOKEN[:9]); sys.stdout.flush()
          time.sleep(0.1)
          sys.stdout.write(TOKEN[9:]); sys.stdout.flush()
          os.write(1, ("child " + TOKEN).encode())
          os.system('printf "%s" "$TOKEN"')
          return {"text": f"<{TOKEN}>", "list": [TOKEN], TOKEN: "as a key", "pin": int(PIN)}
      def throws(TOKEN, PIN):
          try:
              raise ValueError("cause " + PIN)
          except ValueError as e:
              raise RuntimeError("wrong " + TOKEN) from e
      def trial(x, TOKEN):
          if x < 0.5:
              raise RuntimeError("trial with " + TOKEN)
          yield {"score": x, "note": "seen " + TOKEN}
          return {"model": TOKEN}
      def later(TOKEN):
          def loop():
              for _ in range(20):
                  os.write(2, ("late " + TOKEN + "\\n").encode())
                  time.sleep(0.02)
          threading.Thread(target=loop, daemon=True).start()
      def neighbour():
          print(os.environ["UNNAMED"], os.environ["PIN"])
          return os.environ["UNNAMED"]
      """;

  private static final String IMPORT_FAILS =
      """
      import os
      print("importing with", os.environ["TOKEN"])
      raise ValueError("no luck with " + os.environ["TOKEN"])
      def one(): pass
      """;

  @TempDir Path folder = Path.of("");
  private Workplace place = new Workplace(folder);

  @BeforeEach
  void writeFunctions() {
    place = new Workplace(folder).with("TOKEN", TOKEN).with("PIN", PIN).with("UNNAMED", UNNAMED);
    place.write("Leak.java", JAVA);
    place.write("leak.py", PYTHON);
    place.write("fails.py", IMPORT_FAILS);
  }

  private static String steps(String type, String source) {
    String step = "command_type: %s, command: \"%s".formatted(type, source);
    return """
    dag:
      steps:
        prints: {%1$sprints", secrets: [TOKEN, PIN], returns: [shown], next: later}
        later: {%1$slater", secrets: [TOKEN], next: tune}
        tune:
          type: ray
          task: {%1$strial", secrets: [TOKEN], returns: [tuned]}
          ray:
            ray_tune:
              search_space: {x: {type: grid_search, values: [0.1, 0.6, 0.9]}}
              metric: score
              mode: max
              num_samples: 1
          next: throws
        throws: {%1$s%2$s", secrets: [TOKEN, PIN]}
    """
        .formatted(step, type.equals("java") ? "throwsIt" : "throws");
  }

  @Test
  void whatJavaFunctionsLeakIsFoundNowhere() throws Exception {
    leakAndScan(steps("java", "Leak.java::"), true);
  }

  @Test
  void whatPythonFunctionsLeakIsFoundNowhere() throws Exception {
    leakAndScan(steps("python", "leak."), true);
  }

  @Test
  void whatScriptsLeakIsFoundNowhere() throws Exception {
    leakAndScan(
        """
        dag:
          steps:
            prints:
              command_type: shell
              command: 'printf "raw %s and %s\\n" "$TOKEN" "$PIN"; printf "%s" "$TOKEN" | head -c 9; sleep 0.1; printf "%s" "$TOKEN" | tail -c +10; export shown="<$TOKEN>"'
              secrets: [TOKEN, PIN]
              returns: [shown]
            tune:
              type: ray
              task:
                command_type: shell
                command: 'echo "{\\"score\\": $x, \\"note\\": \\"pin $PIN\\"}"'
                secrets: [TOKEN, PIN]
                returns: [tuned]
              ray:
                ray_tune:
                  search_space: {x: {type: grid_search, values: [0.1, 0.6, 0.9]}}
                  metric: score
                  mode: max
                  num_samples: 1
            throws: {command_type: shell, command: 'printf "wrong %s\\n" "$TOKEN" >&2; exit 3', secrets: [TOKEN]}
        """,
        true);
  }

  @Test
  void aSecretThatOnlyAnotherStepNamesIsFoundNowhereEither() throws Exception {
    place.with("TOKEN", "nobody names it");
    leakAndScan(
        """
        dag:
          steps:
            names: {command_type: shell, command: "true", secrets: [UNNAMED, PIN]}
            shows: {command_type: shell, command: 'echo "$UNNAMED $PIN"; export y="$UNNAMED"', returns: [y]}
            python: {command: leak.neighbour, returns: [z]}
            fails: {command_type: shell, command: 'env; echo "$UNNAMED" >&2; exit 1'}
        """,
        false);
  }

  @Test
  void anImportThatFailsShowsNoSecret() throws IOException, InterruptedException {
    place.write("pipeline.yaml", "dag: {steps: {a: {command: fails.one, secrets: [TOKEN]}}}\n");
    assertThat(place.runProcess("", "run", "pipeline.yaml")).isEqualTo(ExitCode.INPUT);
    assertThat(place.err()).contains("no luck with ***");
    scan();
  }

  private void leakAndScan(String yaml, boolean failsWithToken)
      throws IOException, InterruptedException {
    place.write("pipeline.yaml", yaml);
    assertThat(place.runProcess("", "run", "pipeline.yaml", "--run-id", "r1", "-v"))
        .as(place.err())
        .isEqualTo(ExitCode.FAILED);
    if (failsWithToken) {
      assertThat(place.out()).contains("wrong ***", "raw *** and ***");
    }
    scan();
    for (List<String> command :
        List.of(
            List.of("show", "r1", "--output", "json"),
            List.of("logs", "r1"),
            List.of("report", "r1"),
            List.of("retry", "r1", "--debug"))) {
      place.runProcess("", command.toArray(String[]::new));
      scan();
    }
  }

  /** Every file but the user's own, raw and as JSON, in UTF-8 and in UTF-16. */
  private void scan() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        for (String value : List.of(TOKEN, PIN, UNNAMED)) {
          String ascii = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("ü", "\\u00fc");
          for (String form :
              List.of(value, value.replace("\\", "\\\\").replace("\"", "\\\""), ascii)) {
            assertThat(new String(content, StandardCharsets.UTF_8))
                .as("%s", file)
                .doesNotContain(form);
            assertThat(new String(content, StandardCharsets.ISO_8859_1))
                .as("%s", file)
                .doesNotContain(
                    new String(
                        form.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
  }
}
