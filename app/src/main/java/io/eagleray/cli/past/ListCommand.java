package io.eagleray.cli.past;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.MostOption;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RunList;
import io.eagleray.cli.screen.Line;
import io.eagleray.run.RunState;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: the newest runs. */
@Command(name = "list", description = "Lists runs, the newest first.")
public final class ListCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private MostOption most = new MostOption();

  @Option(names = "--all", description = "all of them")
  private boolean all;

  @Option(names = "--tag", paramLabel = "TAG", description = "only runs with this tag")
  private String tag = "";

  public ListCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    long limit = all ? Long.MAX_VALUE : most.number();
    Parts parts = new Parts(root);
    if (!parts.hasRuns()) {
      return print(List.of(), false);
    }
    try (RunStore store = parts.store()) {
      AmongOthers reading = new AmongOthers(root);
      List<RunList.Entry> runs =
          store.runs().stream()
              .flatMap(id -> outline(store, id, reading).stream())
              .filter(run -> run.state().isCreated())
              .limit(limit)
              .map(run -> new RunList.Entry(run.state(), run.status()))
              .toList();
      return print(runs, reading.hasLeftOut());
    }
  }

  /** Empty also where the run has not the tag. */
  private Optional<PastRun> outline(RunStore store, String id, AmongOthers runs) {
    return runs.read(id, () -> tag.isEmpty() || isTagged(store, id))
        .filter(wanted -> wanted)
        .flatMap(any -> runs.read(id, () -> PastRun.outline(store, id)));
  }

  private boolean isTagged(RunStore store, String id) {
    RunState state = new RunState();
    store.read(id, Excerpt.CREATION, state::apply);
    return state.isCreated() && state.created().tag().filter(tag::equals).isPresent();
  }

  private int print(List<RunList.Entry> runs, boolean besideOthers) {
    Console console = root.console();
    RunList list = new RunList(runs, console.clock());
    if (root.isJson()) {
      console.out().println(list.document().text());
      return ExitCode.DONE;
    }
    if (runs.isEmpty()) {
      String which = tag.isEmpty() ? "" : " with the tag \"" + tag + "\"";
      console
          .out()
          .println(
              (besideOthers ? "no other runs" : "no runs")
                  + which
                  + " in "
                  + new Parts(root).place());
    }
    boolean colour = root.isColourful("out");
    for (Line line : list.lines()) {
      console.out().println(colour ? line.render(Integer.MAX_VALUE, true, "") : line.plain());
    }
    return ExitCode.DONE;
  }
}
