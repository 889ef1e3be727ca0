package io.eagleray.cli.past;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.spi.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code prune}: forgets old runs. */
@Command(
    name = "prune",
    description = "Forgets old runs. Runs that are driven now are kept.",
    footer = {
      "",
      "With both options, a run is forgotten that is older and not among the newest N."
    })
public final class PruneCommand implements Callable<Integer> {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhdw])");

  private final Root root;

  @Option(names = "--older-than", paramLabel = "AGE", description = "such as 30d, 12h, 2w")
  private Optional<String> age = Optional.empty();

  @Option(names = "--keep", paramLabel = "N", description = "keeps the newest N runs")
  private Optional<Integer> keep = Optional.empty();

  @Option(names = "--dry-run", description = "only says what it would forget")
  private boolean dryRun;

  public PruneCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (age.isEmpty() && keep.isEmpty()) {
      throw invalid("say what to forget: --older-than AGE, --keep N, or both");
    }
    if (keep.isPresent() && keep.get() < 0) {
      throw invalid("--keep must be 0 or more, not " + keep.get());
    }
    Optional<Instant> before =
        age.map(text -> root.console().clock().instant().minus(duration(text)));
    Parts parts = new Parts(root);
    if (!parts.hasRuns()) {
      RemoveCommand.tell(root, new Removal.Outcome(List.of(), Optional.empty(), 0));
      return ExitCode.DONE;
    }
    try (RunStore store = parts.store()) {
      List<String> chosen = chosen(store, before);
      if (dryRun) {
        tellChosen(chosen);
      } else {
        RemoveCommand.tell(root, new Removal(parts, store).of(chosen));
      }
    }
    return ExitCode.DONE;
  }

  private List<String> chosen(RunStore store, Optional<Instant> before) {
    List<String> chosen = new ArrayList<>();
    AmongOthers reading = new AmongOthers(root);
    List<String> runs = store.runs();
    for (int i = 0; i < runs.size(); i++) {
      String run = runs.get(i);
      if (i < keep.orElse(0) || store.isLocked(run)) {
        continue;
      }
      if (before.isEmpty()
          || reading
              .read(run, () -> PastRun.lastHeard(store, run))
              .filter(last -> last.isBefore(before.get()))
              .isPresent()) {
        chosen.add(run);
      }
    }
    return chosen;
  }

  private void tellChosen(List<String> chosen) {
    if (root.isJson()) {
      JsonArray ids = chosen.stream().map(run -> Json.of(run)).collect(JsonArray.collect());
      root.console().out().println(JsonObject.builder().put("would_remove", ids).build().text());
    } else {
      root.console()
          .out()
          .println(
              chosen.isEmpty() ? "nothing to remove" : "would remove " + String.join(", ", chosen));
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = AGE.matcher(text);
    if (!matcher.matches()) {
      throw invalid(
          "--older-than must be a number with s, m, h, d or w, such as 30d, not \"" + text + "\"");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  private static InvalidInputException invalid(String message) {
    return new InvalidInputException(Location.of("command line"), message);
  }
}
