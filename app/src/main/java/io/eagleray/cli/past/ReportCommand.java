package io.eagleray.cli.past;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.json.JsonObject;
import io.eagleray.report.ReportWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: a run as one HTML file. */
@Command(
    name = "report",
    description = "Writes one HTML file about a run: timeline, search history, importance, curves.")
public final class ReportCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private RunOption run = new RunOption();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to write it (default: report.html in the run's folder)")
  private Optional<Path> out = Optional.empty();

  public ReportCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Parts parts = new Parts(root);
    return parts.withRun(
        run.id(),
        found -> {
          Path file =
              out.map(path -> root.console().directory().resolve(path))
                  .orElseGet(() -> parts.files(found.id()).folder().resolve("report.html"));
          try {
            ReportWriter.write(found.store(), found.id(), found.read().status(), file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          tell(found.id(), file);
          return ExitCode.DONE;
        });
  }

  private void tell(String runId, Path file) {
    if (root.isJson()) {
      root.console()
          .out()
          .println(
              JsonObject.builder()
                  .put("run_id", runId)
                  .put("file", file.toString())
                  .build()
                  .text());
    } else if (!root.isQuiet()) {
      root.console().out().println("report of " + runId + ": " + file);
    }
  }
}
