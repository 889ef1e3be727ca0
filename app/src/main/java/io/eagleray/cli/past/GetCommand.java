package io.eagleray.cli.past;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.run.CatalogEntry;
import io.eagleray.run.RunState;
import io.eagleray.run.StepStatus;
import io.eagleray.run.Value;
import io.eagleray.spi.Catalog;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get}: takes a parameter, an object or a file of a run home. */
@Command(
    name = "get",
    description = "Copies a parameter, an object or a catalog file of a run to a file.",
    footer = {
      "",
      "NAME is a parameter (model), a place inside one (tune_results.best_trial.model),",
      "or a file that a step left in the catalog (data/rows.csv). JSON goes to standard output without -o."
    })
public final class GetCommand implements Callable<Integer> {
  private static final String REFERENCE = "$eagleray.object";

  private final Root root;

  @Parameters(index = "0", paramLabel = "RUN", description = "a run's id, or last")
  private String run = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "what to get")
  private String name = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to put it; a file that is there is replaced; - is standard output")
  private Optional<Path> out = Optional.empty();

  public GetCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Parts parts = new Parts(root);
    return parts.withRun(
        run, found -> get(parts.catalog(found.store()), found.id(), found.read().state()));
  }

  private int get(Catalog catalog, String runId, RunState state) {
    Map<String, Value> parameters = state.parameters();
    List<CatalogEntry> files =
        state.steps().stream()
            .filter(step -> step.status() != StepStatus.WAITING)
            .flatMap(step -> step.files().stream())
            .filter(CatalogEntry::stored)
            .toList();
    Optional<CatalogEntry> file =
        files.stream().filter(entry -> entry.name().equals(name)).reduce((first, last) -> last);
    // results.json is a file before it is the field json of a parameter results.
    if (file.isPresent() && !parameters.containsKey(name)) {
      output().object(catalog, file.get().sha256());
      return ExitCode.DONE;
    }
    Optional<Json> value = find(parameters);
    if (value.isPresent()) {
      value(catalog, value.get());
      return ExitCode.DONE;
    }
    Set<String> known = new LinkedHashSet<>(parameters.keySet());
    files.forEach(entry -> known.add(entry.name()));
    throw invalid(
        "run \""
            + runId
            + "\" has no \""
            + name
            + "\""
            + Nearest.hint(name, known)
            + (known.isEmpty() ? "" : " (it has: " + String.join(", ", known) + ")"));
  }

  private Optional<Json> find(Map<String, Value> parameters) {
    String[] words = name.split("\\.");
    if (parameters.containsKey(name)) {
      return Optional.of(parameters.get(name).json());
    }
    if (!parameters.containsKey(words[0])) {
      return Optional.empty();
    }
    Json at = parameters.get(words[0]).json();
    for (int i = 1; i < words.length; i++) {
      at = inside(at, words[i]);
    }
    return Optional.of(at);
  }

  private Json inside(Json at, String word) {
    if (at instanceof JsonObject object && object.get(word).isPresent()) {
      return object.get(word).get();
    }
    if (at instanceof JsonArray array
        && word.matches("[0-9]{1,8}")
        && Integer.parseInt(word) < array.items().size()) {
      return array.items().get(Integer.parseInt(word));
    }
    List<String> known =
        at instanceof JsonObject object ? List.copyOf(object.fields().keySet()) : List.of();
    throw invalid(
        "there is no \"" + word + "\" on the way of \"" + name + "\"" + Nearest.hint(word, known));
  }

  private void value(Catalog catalog, Json json) {
    Optional<String> sha256 =
        json instanceof JsonObject object
            ? object.object(REFERENCE).text("sha256")
            : Optional.empty();
    if (sha256.isPresent()) {
      output().object(catalog, sha256.get());
    } else {
      output().value(json);
    }
  }

  private GetOutput output() {
    return new GetOutput(root, name, out);
  }

  private static InvalidInputException invalid(String message) {
    return new InvalidInputException(Location.of("command line"), message);
  }
}
