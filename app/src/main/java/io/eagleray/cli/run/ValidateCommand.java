package io.eagleray.cli.run;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.ProblemLines;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.ProblemsDocument;
import io.eagleray.cli.screen.Wording;
import io.eagleray.engine.Checked;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code validate}: checks a pipeline as {@code run} would, and runs nothing of it. */
@Command(name = "validate", description = "Checks a pipeline whole, and runs nothing of it.")
public final class ValidateCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private PipelineOptions pipeline = new PipelineOptions();
  @Mixin private EngineOptions options = new EngineOptions();

  @Option(names = "--offline", description = "leaves clusters alone")
  private boolean offline;

  public ValidateCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (CheckFolder folder = CheckFolder.of(root.state())) {
      RunnableVariables variables = new RunnableVariables(root.console().environment());
      Checked checked =
          new EngineParts(root, options)
              .check(folder)
              .check(
                  pipeline.request(
                      variables, List.of(), Optional.empty(), Optional.empty(), offline));
      tell(checked);
    }
    return ExitCode.DONE;
  }

  private void tell(Checked checked) {
    Console console = root.console();
    long steps =
        checked.plan().pipeline().graph().nodes().values().stream()
            .filter(node -> !node.isTerminal())
            .map(Node::name)
            .count();
    if (root.isJson()) {
      console
          .out()
          .println(
              JsonObject.builder()
                  .put("status", "VALID")
                  .put("steps", steps)
                  .put("warnings", ProblemsDocument.list(checked.warnings()))
                  .put("notes", ProblemsDocument.list(checked.plan().notes()))
                  .build()
                  .text());
      return;
    }
    ProblemLines.of(checked.warnings()).forEach(console.err()::println);
    if (!root.isQuiet()) {
      ProblemLines.of(checked.plan().notes()).forEach(console.out()::println);
      console
          .out()
          .println(
              console.symbols().good()
                  + " "
                  + Wording.count(steps, "step")
                  + ", nothing wrong"
                  + (checked.warnings().isEmpty()
                      ? ""
                      : "; " + Wording.count(checked.warnings().size(), "warning")));
    }
  }
}
