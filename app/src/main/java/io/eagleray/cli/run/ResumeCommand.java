package io.eagleray.cli.run;

import io.eagleray.cli.console.Root;
import io.eagleray.cli.past.Parts;
import io.eagleray.engine.Engine;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resume}: goes on with a run that was interrupted or cancelled. */
@Command(
    name = "resume",
    description = "Goes on with a run that was interrupted or cancelled; what is finished stays.")
public final class ResumeCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private EngineOptions options = new EngineOptions();

  @Parameters(index = "0", paramLabel = "RUN", description = "a run's id, or last")
  private String run = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "shows what tasks print")
  private boolean verbose;

  @Mixin private UntilOption until = new UntilOption();

  public ResumeCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    RunPlace place = RunPlace.of(new Parts(root), run);
    try (Engine engine = new EngineParts(root, options).engine(Path.of(place.directory()))) {
      return new Driving(root, "resuming")
          .endingWith(UntilOption::exitCode)
          .drive(
              engine,
              verbose,
              (driver, listener, cancellation) ->
                  RunExecutor.of(driver.executor(), root, options, until.step())
                      .resume(driver, place.runId(), listener, cancellation));
    }
  }
}
