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
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.StoreAwayException;
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
      return print(List.of());
    }
    try (RunStore store = parts.store()) {
      return print(
          store.runs().stream()
              .flatMap(id -> outline(store, id).stream())
              .filter(run -> run.state().isCreated())
              .limit(limit)
              .map(run -> new RunList.Entry(run.state(), run.status()))
              .toList());
    }
  }

  /** Empty also where the run has not the tag, or cannot be read, which is told. */
  private Optional<PastRun> outline(RunStore store, String id) {
    try {
      return PastRun.unlessForgotten(() -> tag.isEmpty() || isTagged(store, id))
          .filter(wanted -> wanted)
          .flatMap(any -> PastRun.unlessForgotten(() -> PastRun.outline(store, id)));
    } catch (StoreAwayException away) {
      throw away;
    } catch (RunStoreException unreadable) {
      root.console()
          .err()
          .println("warning: run " + id + " is left out: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private boolean isTagged(RunStore store, String id) {
    RunState state = new RunState();
    store.read(id, Excerpt.CREATION, state::apply);
    return state.isCreated() && state.created().tag().filter(tag::equals).isPresent();
  }

  private int print(List<RunList.Entry> runs) {
    Console console = root.console();
    RunList list = new RunList(runs, console.clock());
    if (root.isJson()) {
      console.out().println(list.document().text());
      return ExitCode.DONE;
    }
    if (runs.isEmpty()) {
      String which = tag.isEmpty() ? "" : " with the tag \"" + tag + "\"";
      console.out().println("no runs" + which + " in " + new Parts(root).place());
    }
    boolean colour = root.isColourful("out");
    for (Line line : list.lines()) {
      console.out().println(colour ? line.render(Integer.MAX_VALUE, true, "") : line.plain());
    }
    return ExitCode.DONE;
  }
}
