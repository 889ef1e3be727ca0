package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.engine.OwnFiles;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The study process as a driver starts it: another JVM, with no more than it needs. */
@Tag("slow")
final class StudyMainTest {
  private static final String SPEC =
      """
      {"run":{"id":"r1","step":"tune","attempt":1},"engine":"native","arguments":{},
       "task":{"kind":"python","command":"m.f","takes":["x"]},
       "settled":{"metric":"height","mode":"max","num_samples":30,"seed":7,"slots":2,"best":"last",
         "keep_objects":1,"search_algorithm":{"name":"OptunaSearch","arguments":{}},
         "scheduler":{"name":"ASHAScheduler","arguments":{"max_t":9}}},
       "space":[{"name":"x","domain":{"type":"range","low":0,"high":1,"log":false,"step":0,
         "integer":false}}],
       "history":[]}
      """
          .replace("\n", " ");

  private static Process start() throws IOException {
    String classPath =
        new OwnFiles()
            .studyClassPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            classPath,
            "io.eagleray.cli.StudyMain")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void send(Writer to, String line) throws IOException {
    to.write(line + "\n");
    to.flush();
  }

  @Test
  void aSearchRunsInAJvmThatHasOnlyTheJarsOfAStudy() throws Exception {
    Process process = start();
    List<JsonObject> events = new ArrayList<>();
    JsonObject end = JsonObject.EMPTY;
    try (Writer to = process.outputWriter();
        BufferedReader from = process.inputReader()) {
      send(to, SPEC);
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        JsonObject message = (JsonObject) Json.parse(line);
        switch (message.text("op").orElse("")) {
          case "start" ->
              send(
                  to,
                  "{\"op\":\"ended\",\"id\":%s,\"outcome\":\"returned\",\"value\":{\"height\":%s}}"
                      .formatted(
                          message.get("id").orElseThrow().text(),
                          message.object("arguments").get("x").orElseThrow().text()));
          case "events" -> events.add(message);
          case "end" -> end = message.object("end");
          default -> throw new IllegalStateException(line);
        }
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(end.text("outcome")).hasValue("done");
    assertThat(end.integer("trials")).hasValue(30);
    assertThat(events).isNotEmpty();
    assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void itEndsWithItsDriver() throws Exception {
    Process process = start();
    try (BufferedReader from = process.inputReader()) {
      try (Writer to = process.outputWriter()) {
        send(to, SPEC);
        assertThat(from.readLine()).contains("TrialAsked");
      }
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itsJarsAreSmall() throws IOException {
    long bytes = 0;
    for (Path entry : new OwnFiles().studyClassPath()) {
      bytes += Files.isRegularFile(entry) ? Files.size(entry) : 0;
    }
    assertThat(bytes).isLessThan(4_000_000);
  }
}
