package io.eagleray.cli.tune;

import io.eagleray.cli.tune.CommandSearch.Setting;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Problems;
import io.eagleray.yaml.MappingFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What is searched, with which program, and for how long. */
final class TuneOptions {
  @Option(
      names = "--space",
      paramLabel = "FILE",
      required = true,
      description = "the search space, as under search_space of a Ray config")
  private Path space = Path.of("space.yaml");

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      required = true,
      description =
          "the program: gets --name value for each parameter at its end, or {name} and {args} where"
              + " they stand; prints {\"loss\": 0.5}, one line a report")
  private String command = "";

  @Option(names = "--metric", paramLabel = "NAME", description = "what to optimise (default: loss)")
  private Optional<String> metric = Optional.empty();

  @Option(
      names = "--mode",
      paramLabel = "min|max",
      description = "which is better (default: min, for loss)")
  private Optional<String> mode = Optional.empty();

  @Option(
      names = {"-n", "--samples"},
      paramLabel = "N",
      description = "how many trials (default: 20, or what a time budget allows)")
  private Optional<Long> samples = Optional.empty();

  @Option(
      names = {"-j", "--workers"},
      paramLabel = "N",
      description = "how many run at once (default: one for each CPU)")
  private Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      description = "the sampler (default: auto), or '{type: tpe, gamma: 0.2}'")
  private Optional<String> algorithm = Optional.empty();

  @Option(
      names = "--scheduler",
      paramLabel = "NAME",
      description = "what stops trials early, such as asha, or '{type: asha, max_t: 27}'")
  private Optional<String> scheduler = Optional.empty();

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      description = "no trial starts later, and those that run are stopped: 90s, 30m, 2h")
  private Optional<String> timeBudget = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "equal seeds, equal proposals")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--max-failed",
      paramLabel = "N",
      description = "more failed trials end the search (default: only when none succeeded)")
  private Optional<Long> maxFailed = Optional.empty();

  @Option(
      names = "--trial-retry",
      paramLabel = "N",
      description = "how often a failed trial is tried again (default: 0)")
  private Optional<Long> trialRetry = Optional.empty();

  /** The search. */
  CommandSearch search() {
    Map<String, Setting> settings = new LinkedHashMap<>();
    samples.ifPresent(n -> put(settings, "num_samples", "--samples", Json.of(n.longValue())));
    timeBudget.ifPresent(time -> put(settings, "time_budget", "--time-budget", Json.of(time)));
    seed.ifPresent(n -> put(settings, "seed", "--seed", Json.of(n.longValue())));
    maxFailed.ifPresent(
        n -> put(settings, "max_failed_trials", "--max-failed", Json.of(n.longValue())));
    trialRetry.ifPresent(
        n -> put(settings, "trial_retry", "--trial-retry", Json.of(n.longValue())));
    algorithm.ifPresent(
        name -> put(settings, "search_algorithm", "--algorithm", named("--algorithm", name)));
    scheduler.ifPresent(
        name -> put(settings, "scheduler", "--scheduler", named("--scheduler", name)));
    OptionalInt atOnce = workers.map(OptionalInt::of).orElse(OptionalInt.empty());
    return new CommandSearch(space, command, metric, mode, atOnce, settings);
  }

  private static void put(Map<String, Setting> settings, String key, String option, Json value) {
    settings.put(key, new Setting(option, value));
  }

  /** A name, or a mapping in YAML. */
  private static Json named(String option, String text) {
    if (!text.strip().startsWith("{")) {
      return Json.of(text);
    }
    Problems problems = new Problems();
    Optional<JsonObject> mapping = MappingFile.parse(text, option, problems);
    problems.throwIfErrors();
    return mapping.orElse(JsonObject.EMPTY);
  }
}
