package io.eagleray.cli.run;

import io.eagleray.cli.console.Root;
import io.eagleray.engine.Engine;
import io.eagleray.engine.RunRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: checks a pipeline and runs it. */
@Command(name = "run", description = "Checks a pipeline whole, then runs it.")
public final class RunCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private PipelineOptions pipeline = new PipelineOptions();
  @Mixin private EngineOptions options = new EngineOptions();
  @Mixin private NewRunOptions names = new NewRunOptions();
  @Mixin private ProgramInput program = new ProgramInput();

  @Option(
      names = {"-v", "--verbose"},
      description = "shows what tasks print")
  private boolean verbose;

  @Option(
      names = "--no-cache",
      description = "runs every step, also those that an earlier run has done the same in")
  private boolean noCache;

  @Mixin private UntilOption until = new UntilOption();

  public RunCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (Engine engine = new EngineParts(root, options).engine(root.console().directory())) {
      RunRequest asked = names.request(root, pipeline, program);
      RunRequest request = noCache ? asked.withoutCache() : asked;
      return new Driving(root, "")
          .forProgram(program)
          .endingWith(UntilOption::exitCode)
          .drive(
              engine,
              verbose,
              (driver, listener, cancellation) ->
                  RunExecutor.of(driver.executor(), root, options, until.step())
                      .run(driver, request, listener, cancellation));
    }
  }
}
