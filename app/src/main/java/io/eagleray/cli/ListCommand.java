package io.eagleray.cli;

import io.eagleray.cli.document.RunList;
import io.eagleray.cli.screen.Line;
import io.eagleray.spi.RunStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: the newest runs. */
@Command(name = "list", description = "Lists runs, the newest first.")
final class ListCommand implements Callable<Integer> {
  private static final int USUAL = 20;

  private final Root root;

  @Option(names = "-n", paramLabel = "N", description = "at most N runs (default: " + USUAL + ")")
  private int most = USUAL;

  @Option(names = "--all", description = "all of them")
  private boolean all;

  @Option(names = "--tag", paramLabel = "TAG", description = "only runs with this tag")
  private String tag = "";

  ListCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Parts parts = new Parts(root);
    if (!parts.hasRuns()) {
      return print(List.of());
    }
    try (RunStore store = parts.store()) {
      return print(
          store.runs().stream()
              .map(id -> PastRun.outline(store, id))
              .filter(run -> run.state().isCreated())
              .filter(run ->
                  tag.isEmpty() || run.state().created().tag().filter(tag::equals).isPresent())
              .limit(all ? Long.MAX_VALUE : most)
              .map(run -> new RunList.Entry(run.state(), run.status()))
              .toList());
    }
  }

  private int print(List<RunList.Entry> runs) {
    Console console = root.console();
    RunList list = new RunList(runs, console.clock());
    if (root.isJson()) {
      console.out().println(list.document().text());
      return ExitCode.DONE;
    }
    if (runs.isEmpty()) {
      console.out().println("no runs in " + new Parts(root).place());
    }
    boolean colour = root.isColourful("out");
    for (Line line : list.lines()) {
      console.out().println(colour ? line.render(Integer.MAX_VALUE, true, "") : line.plain());
    }
    return ExitCode.DONE;
  }
}
