package io.eagleray.cli.tune;

import io.eagleray.engine.task.shell.CommandTemplate;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.yaml.SpaceFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A search over what a command does.
 *
 * @param space the file as the user named it
 * @param command for {@code sh}
 * @param metric what each report has
 * @param mode {@code min} or {@code max}
 * @param workers how many trials run at once; empty: one for each CPU
 * @param settings keys of {@code ray_tune} as options gave them
 */
public record CommandSearch(
    Path space,
    String command,
    Optional<String> metric,
    Optional<String> mode,
    OptionalInt workers,
    Map<String, Setting> settings) {
  private static final int TUNE = 10;
  private static final int SPACE = 12;

  public CommandSearch {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** A value, and the option that gave it. */
  public record Setting(String option, Json value) {}

  /**
   * The pipeline that does it.
   *
   * @param directory what the space's file is relative to
   * @param cpus of this machine
   * @throws io.eagleray.problem.InvalidInputException with all that is wrong in the space and the
   *     command
   */
  public TunePipeline pipeline(Path directory, int cpus) {
    Problems problems = new Problems();
    Goal goal = Goal.of(metric, mode, problems);
    Optional<SpaceFile> file = SpaceFile.read(directory.resolve(space), space.toString(), problems);
    file.ifPresent(found -> PlaceCheck.check(command, found.parameters(), problems));
    if (workers.isPresent() && workers.getAsInt() < 1) {
      problems.error(Location.of("--workers"), "must be 1 or more, not " + workers.getAsInt());
    }
    problems.throwIfErrors();
    return pipeline(goal, file.orElseThrow(), cpus);
  }

  private TunePipeline pipeline(Goal goal, SpaceFile file, int cpus) {
    TunePipeline pipeline =
        new TunePipeline()
            .frame("# Made by eagleray tune.")
            .frame("dag:")
            .frame("  steps:")
            .frame("    tune:")
            .frame("      type: ray")
            .frame("      task:")
            .frame("        command_type: program")
            .entry(8, "command", Json.of(template(file)), Location.of("--command"))
            .frame("        returns: [tune_results]")
            .frame("      ray:");
    share(cpus)
        .ifPresent(
            share -> pipeline.entry(8, "default_resources", share, Location.of("--workers")));
    pipeline
        .frame("        ray_tune:")
        .entry(TUNE, "metric", Json.of(goal.metric()), Location.of("--metric"))
        .entry(TUNE, "mode", Json.of(goal.mode()), Location.of("--mode"));
    workers.ifPresent(count ->
        pipeline.entry(
            TUNE, "max_concurrent_trials", Json.of((long) count), Location.of("--workers")));
    settings.forEach((key, setting) ->
        pipeline.entry(TUNE, key, setting.value(), Location.of(setting.option())));
    pipeline.frame(" ".repeat(TUNE) + "search_space:");
    file.entries().forEach((name, entry) -> pipeline.entry(SPACE, name, entry.value(), entry.at()));
    return pipeline;
  }

  private String template(SpaceFile file) {
    Set<String> names =
        file.parameters().stream().map(SpaceParameter::name).collect(Collectors.toSet());
    return new CommandTemplate(command).withFlags(names).text();
  }

  /**
   * More workers than CPUs are what the user wants, such as for programs that wait: each then takes
   * less than one. Half a worker more, since shares of a CPU are not exact.
   */
  private Optional<JsonObject> share(int cpus) {
    if (workers.isEmpty() || workers.getAsInt() <= cpus) {
      return Optional.empty();
    }
    double share = cpus / (workers.getAsInt() + 0.5);
    return Optional.of(JsonObject.builder().put("num_cpus", Json.of(share)).build());
  }
}
