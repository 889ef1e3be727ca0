package io.eagleray.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How a new run is called. */
final class NewRunOptions {
  @Option(names = "--run-id", paramLabel = "ID", description = "names the run (default: made up)")
  private Optional<String> runId = Optional.empty();

  @Option(names = "--tag", paramLabel = "TAG", description = "a word to find it by")
  private Optional<String> tag = Optional.empty();

  Optional<String> runId() {
    return runId;
  }

  Optional<String> tag() {
    return tag;
  }
}
