package io.eagleray.cli.run;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.past.Parts;
import io.eagleray.engine.Engine;
import io.eagleray.engine.RunListener;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.spi.Cancellation;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code fan-out}, {@code execution}, {@code fan-in} and {@code execute-node}: runs one step of a
 * run, or one phase of it, for those who start each in a process of its own.
 */
@Command(hidden = true)
public final class StepCommand implements Callable<Integer> {
  /** The phases of a Ray node, which are commands. */
  public static final List<String> PHASES = List.of("fan-out", "execution", "fan-in");

  /** The command that runs all phases of a step. */
  public static final String WHOLE = "execute-node";

  private final Root root;
  private final Optional<String> phase;
  @Mixin private EngineOptions options = new EngineOptions();

  @Option(names = "--with-input", hidden = true, description = "ends when its standard input does")
  private boolean withInput;

  @Parameters(index = "0", paramLabel = "RUN", description = "a run's id, or last")
  private String run = "";

  @Parameters(index = "1", paramLabel = "STEP", description = "a step of the pipeline")
  private String step = "";

  private StepCommand(Root root, Optional<String> phase) {
    this.root = root;
    this.phase = phase;
  }

  /** The command that does a step whole. */
  public static CommandLine line(Root root) {
    return described(new StepCommand(root, Optional.empty()), "Runs one step");
  }

  /**
   * A command that does a part of a step.
   *
   * @param phase one of {@link #PHASES}
   */
  public static CommandLine line(Root root, String phase) {
    return described(
        new StepCommand(root, Optional.of(phase)), "Runs the " + phase + " of a Ray step");
  }

  private static CommandLine described(StepCommand command, String what) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec()
        .usageMessage()
        .description(what + " whose turn it is; what is recorded already is not run again.");
    return line;
  }

  @Override
  public Integer call() {
    if (withInput) {
      endWithInput(root.console().in());
    }
    RunPlace place = RunPlace.of(new Parts(root), run);
    try (Engine engine = new EngineParts(root, options).engine(Path.of(place.directory()))) {
      return new Driving(root, "resuming")
          .endingWith(this::exitCode)
          .drive(
              engine,
              false,
              (driver, listener, cancellation) ->
                  work(driver, place.runId(), listener, cancellation));
    }
  }

  /** Who started this in its place holds the other end of the pipe, and must not be outlived. */
  private static void endWithInput(InputStream input) {
    InputWatch.start(
        input,
        whole -> whole.transferTo(OutputStream.nullOutputStream()),
        () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
  }

  private RunState work(
      Engine engine, String runId, RunListener listener, Cancellation cancellation) {
    return phase.isPresent()
        ? engine.phase(runId, step, phase.get(), listener, cancellation)
        : engine.step(runId, step, listener, cancellation);
  }

  /** A phase that is recorded is done; an attempt that ended went as the step says. */
  private int exitCode(RunState state) {
    if (state.status() == RunStatus.CANCELLED) {
      return ExitCode.INTERRUPTED;
    }
    Optional<StepState> now = state.step(StepPath.ROOT.child(step));
    boolean failed = now.isPresent() && now.get().failure().isPresent();
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }
}
