package io.eagleray.searchserve;

import io.eagleray.commandline.Program;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** {@code search-serve} in a process of its own, asked line by line. */
final class ServedProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  ServedProcess(Path folder) throws IOException {
    List<String> command = new ArrayList<>(Program.optimizedWords());
    command.add("search-serve");
    this.process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(new File(folder.toFile(), "err"))
            .start();
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Sends a line and takes its answer. */
  JsonObject ask(String line) throws IOException {
    requests.write(line + "\n");
    requests.flush();
    return (JsonObject) Json.parse(Objects.requireNonNull(answers.readLine(), "it ended"));
  }

  JsonObject ask(JsonObject request) throws IOException {
    return ask(request.toString());
  }

  /** Ends its input, and waits for its exit code. */
  int end() throws IOException, InterruptedException {
    requests.close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
