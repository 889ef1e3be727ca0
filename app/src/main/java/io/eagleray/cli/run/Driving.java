package io.eagleray.cli.run;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Interrupts;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.console.Version;
import io.eagleray.cli.document.RunDocument;
import io.eagleray.cli.past.Parts;
import io.eagleray.cli.past.TaskOutput;
import io.eagleray.cli.screen.Canvas;
import io.eagleray.cli.screen.Closing;
import io.eagleray.cli.screen.Heading;
import io.eagleray.cli.screen.Line;
import io.eagleray.cli.screen.LiveView;
import io.eagleray.cli.screen.PlainView;
import io.eagleray.cli.screen.Progress;
import io.eagleray.cli.screen.QuietView;
import io.eagleray.cli.screen.RunView;
import io.eagleray.cli.screen.Style;
import io.eagleray.cli.screen.Symbols;
import io.eagleray.cli.screen.Terminal;
import io.eagleray.engine.Engine;
import io.eagleray.engine.RunListener;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.spi.Cancellation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/** Drives a run from the command line: shows it, hears Ctrl-C, and tells how it ended. */
public final class Driving {
  private static final String NOTHING_RUN =
      "cancelled while the pipeline was checked; nothing was run";

  /** How long a process that ends at once may take to say so. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Root root;
  private final Console console;
  private final Symbols symbols;
  private final Terminal terminal;
  private final RunView view;
  private final Closing closing;
  private final boolean isNew;
  private ToIntFunction<RunState> exitCode = state -> ExitCode.of(state.status());
  private ProgramInput input = new ProgramInput();
  private final AtomicBoolean cancelling = new AtomicBoolean();
  private final AtomicReference<String> runId = new AtomicReference<>("");

  /** What is done with the engine. */
  @FunctionalInterface
  public interface Work {
    RunState with(Engine engine, RunListener listener, Cancellation cancellation);
  }

  /**
   * @param verb {@code resuming} or {@code retrying}; empty for a new run
   */
  public Driving(Root root, String verb) {
    this.root = root;
    this.console = root.console();
    this.symbols = console.symbols();
    this.terminal = new Terminal(console.environment());
    this.closing = new Closing(symbols, console.invocation(root.placeOptions()), root.isDebug());
    this.isNew = verb.isEmpty();
    this.view = view(verb);
  }

  private RunView view(String verb) {
    Heading heading =
        new Heading(
            verb,
            Version.text(),
            Runtime.getRuntime().availableProcessors(),
            new Parts(root).place());
    // With a document on standard output, whoever sits before a terminal sees the run all the same.
    String stream = root.isJson() ? "err" : "out";
    PrintStream out = root.isJson() ? console.err() : console.out();
    if (root.isQuiet()) {
      return new QuietView(console.err(), false);
    }
    if (console.canDraw(stream)) {
      Canvas canvas = new Canvas(out, root.isColourful(stream), symbols.more());
      return new LiveView(canvas, heading, symbols, closing, terminal, console.clock());
    }
    return root.isJson()
        ? new QuietView(console.err(), true)
        : new PlainView(out, heading, symbols, closing, console.clock());
  }

  /**
   * For work that does not end the run.
   *
   * @param code the exit code where it has not ended it
   */
  Driving endingWith(ToIntFunction<RunState> code) {
    exitCode = code;
    return this;
  }

  /** For work of a program, with which it ends. */
  Driving forProgram(ProgramInput program) {
    input = program;
    return this;
  }

  /**
   * Does the work and tells of its end.
   *
   * @param showOutput whether what tasks print is shown
   * @return the exit code
   */
  public int drive(Engine engine, boolean showOutput, Work work) {
    CancellationSource cancellation = new CancellationSource();
    AtomicBoolean heard = new AtomicBoolean();
    Thread restoring = new Thread(view::close, "restore terminal");
    Runtime.getRuntime().addShutdownHook(restoring);
    TaskOutput output = new TaskOutput(new Parts(root), view);
    RunState state;
    try (Interrupts interrupts =
        new Interrupts(() -> cancel(engine, cancellation), () -> halt(engine))) {
      interrupts.onResize(terminal::resized);
      input.onEnd(console.in(), () -> cancel(engine, cancellation));
      state =
          work.with(
              engine,
              (event, now) -> {
                if (!heard.getAndSet(true)) {
                  runId.set(now.created().runId());
                  if (showOutput) {
                    output.start(runId.get());
                  }
                }
                view.on(event, now);
              },
              cancellation);
    } finally {
      output.close();
      view.close();
      Runtime.getRuntime().removeShutdownHook(restoring);
    }
    return tell(state, heard.get());
  }

  private int tell(RunState state, boolean wasShown) {
    boolean hasEnded = state.status().isEnded();
    if (root.isJson()) {
      RunStatus status = hasEnded ? state.status() : RunStatus.INTERRUPTED;
      console.out().println(RunDocument.brief().of(state, status).text());
    } else if (!hasEnded && !root.isQuiet()) {
      console.out().println(closing.goesOn(state.created().runId()).plain());
    } else if (!wasShown && !root.isQuiet()) {
      // A run that is over already: its closing words again.
      closing
          .lines(new Progress(state, state.status()), console.clock().instant())
          .forEach(line -> console.out().println(line.plain()));
    }
    return exitCode.applyAsInt(state);
  }

  private void cancel(Engine engine, CancellationSource cancellation) {
    if (cancelling.getAndSet(true)) {
      return; // Ctrl-C reaches a program too, which asks for the same
    }
    if (isNew && runId.get().isEmpty()) {
      halt(
          engine); // A check may take long, as an import does, and there is nothing to end cleanly.
    }
    // First, and not here: to say it takes as long as whoever reads standard output.
    Thread.ofPlatform().daemon().start(cancellation::request);
    view.say(List.of(Line.EMPTY.add("cancelling; Ctrl-C again stops at once", Style.WARN)));
  }

  /** Ends the process, also where its last words find nobody who reads them. */
  private void halt(Engine engine) {
    Thread words = Thread.ofPlatform().daemon().start(() -> lastWords(engine));
    try {
      words.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  // The engine is in the middle of something and is not asked; its log says what there is.
  private void lastWords(Engine engine) {
    view.close();
    if (runId.get().isEmpty()) {
      nothingWasRun();
    } else if (root.isJson()) {
      RunState state = new RunState();
      engine.store().read(runId.get(), 0, state::apply);
      console.out().println(RunDocument.brief().of(state, RunStatus.INTERRUPTED).text());
    } else if (!root.isQuiet()) {
      closing.halted(runId.get()).forEach(line -> console.out().println(line.plain()));
    }
    console.out().flush();
  }

  private void nothingWasRun() {
    if (root.isJson()) {
      JsonObject document =
          JsonObject.builder()
              .put("status", RunStatus.CANCELLED.name())
              .put("error", NOTHING_RUN)
              .build();
      console.out().println(document.text());
    }
    console.err().println("eagleray: " + NOTHING_RUN);
    console.err().flush();
  }
}
