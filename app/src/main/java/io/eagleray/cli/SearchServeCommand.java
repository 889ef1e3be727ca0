package io.eagleray.cli;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.console.Version;
import io.eagleray.searchserve.SearchServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code search-serve}: the search engine over JSON lines. */
@Command(
    name = "search-serve",
    description = "Proposes and judges trials over JSON lines on standard input and output.")
final class SearchServeCommand implements Callable<Integer> {
  private final Root root;

  SearchServeCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    new SearchServer(Version.text()).serve(root.console().in(), root.console().out());
    return ExitCode.DONE;
  }
}
