package io.eagleray.cli.run;

import io.eagleray.cli.console.Root;
import io.eagleray.cli.past.Parts;
import io.eagleray.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retry}: starts what failed again. */
@Command(
    name = "retry",
    description =
        "Starts the failed steps of a run again, with its parameters; what succeeded stays.")
public final class RetryCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private EngineOptions options = new EngineOptions();

  @Parameters(index = "0", paramLabel = "RUN", description = "a run's id, or last")
  private String run = "";

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "changes the Ray config; ray_tune.num_samples may be enlarged")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description =
          "a step by its path (train, each.3.train) that starts again too, and all after it")
  private Optional<String> from = Optional.empty();

  @Option(
      names = {"-v", "--verbose"},
      description = "shows what tasks print")
  private boolean verbose;

  public RetryCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    RunPlace place = RunPlace.of(new Parts(root), run);
    try (Engine engine = new EngineParts(root, options).engine(Path.of(place.directory()))) {
      return new Driving(root, "retrying")
          .drive(
              engine,
              verbose,
              (driver, listener, cancellation) ->
                  RunExecutor.of(driver.executor(), root, options, Optional.empty())
                      .retry(driver, place.runId(), sets, from, listener, cancellation));
    }
  }
}
