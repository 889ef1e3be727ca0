package io.eagleray.plugin;

import io.eagleray.commandline.Program;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, with jars beside its own on the class path. */
record CommandLine(Path directory, List<Path> jars) {
  private static final long LIMIT_SECONDS = 120;

  /** How a process ended, and its two outputs. */
  record Ended(int code, String out, String err) {
    JsonObject document() {
      return (JsonObject) Json.parse(out.strip());
    }
  }

  Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Program.words(jars));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running: " + command + Files.readString(err));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
