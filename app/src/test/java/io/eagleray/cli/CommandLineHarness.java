package io.eagleray.cli;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.screen.RecordedRun;
import io.eagleray.engine.store.SqliteRunStore;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Calls commands in this process, with their output caught and the clock standing still. */
public final class CommandLineHarness {
  private final Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public CommandLineHarness(Path directory) {
    this.directory = directory;
  }

  /** Runs a command line; what it printed before is forgotten. */
  public int run(String... arguments) {
    out.reset();
    err.reset();
    return CommandTree.execute(console(), arguments);
  }

  /** Runs a command line that prints elsewhere. */
  public int runWith(PrintStream output, String... arguments) {
    return CommandTree.execute(console(output), arguments);
  }

  /** What surrounds the commands. */
  public Console console() {
    return console(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private Console console(PrintStream output) {
    return new Console(
        InputStream.nullInputStream(),
        output,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        List.of(),
        true,
        "./eagleray",
        directory,
        Map.of("PATH", "/usr/bin:/bin"),
        Clock.fixed(RecordedRun.BEGIN.plus(Duration.ofHours(1)), ZoneOffset.UTC));
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Puts a recorded run into the state folder. */
  public void store(RecordedRun run) {
    try (SqliteRunStore store = SqliteRunStore.open(directory.resolve(".eagleray"))) {
      String id = run.state().created().runId();
      store.create(id);
      store.append(id, run.events());
    }
  }
}
