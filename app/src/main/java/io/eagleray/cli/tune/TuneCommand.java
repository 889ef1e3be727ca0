package io.eagleray.cli.tune;

import io.eagleray.cli.console.Root;
import io.eagleray.cli.run.Driving;
import io.eagleray.cli.run.EngineOptions;
import io.eagleray.cli.run.EngineParts;
import io.eagleray.cli.run.NewRunOptions;
import io.eagleray.engine.Engine;
import io.eagleray.engine.RunRequest;
import io.eagleray.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tune}: searches the parameters of a program. */
@Command(
    name = "tune",
    description = "Searches the best parameters of any program that prints a JSON line per report.")
public final class TuneCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private TuneOptions search = new TuneOptions();
  @Mixin private EngineOptions options = new EngineOptions();
  @Mixin private NewRunOptions names = new NewRunOptions();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "any other key of a Ray config, such as ray_tune.stop.training_iteration=50")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = {"-v", "--verbose"},
      description = "shows what the program prints")
  private boolean verbose;

  public TuneCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Path directory = root.console().directory();
    TunePipeline pipeline =
        search.search().pipeline(directory, Runtime.getRuntime().availableProcessors());
    Path file = shortened(pipeline.write(root.state().resolve("tune")), directory);
    RunRequest request =
        new RunRequest(
            file, names.runId(), names.tag(), List.of(), List.of(), List.copyOf(sets), false);
    try (Engine engine = new EngineParts(root, options).engine(directory)) {
      return new Driving(root, "")
          .drive(
              engine,
              verbose,
              (driver, listener, cancellation) -> driver.run(request, listener, cancellation));
    } catch (InvalidInputException e) {
      throw pipeline.relocated(e, file.toString());
    }
  }

  /** As the user would name it. */
  private static Path shortened(Path file, Path directory) {
    return file.startsWith(directory) ? directory.relativize(file) : file;
  }
}
