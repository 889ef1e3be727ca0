package io.eagleray.cli.run;

import io.eagleray.cli.console.Root;
import io.eagleray.engine.Engine;
import io.eagleray.engine.RunRequest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code job run}: checks a file with a single task and runs it, where the job executor says. */
@Command(name = "run", description = "Checks a file with a single task, its job, then runs it.")
final class JobRunCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private PipelineOptions pipeline = new PipelineOptions();
  @Mixin private EngineOptions options = new EngineOptions();
  @Mixin private NewRunOptions names = new NewRunOptions();
  @Mixin private ProgramInput program = new ProgramInput();

  @Option(
      names = {"-v", "--verbose"},
      description = "shows what the task prints")
  private boolean verbose;

  JobRunCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (Engine engine = new EngineParts(root, options).jobEngine(root.console().directory())) {
      RunRequest request = names.request(root, pipeline, program).ofJob();
      return new Driving(root, "")
          .forProgram(program)
          .drive(
              engine,
              verbose,
              (driver, listener, cancellation) ->
                  RunExecutor.of(driver.executor(), root, options, Optional.empty())
                      .run(driver, request, listener, cancellation));
    }
  }
}
