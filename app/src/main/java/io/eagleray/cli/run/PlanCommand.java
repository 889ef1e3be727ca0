package io.eagleray.cli.run;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.ProblemLines;
import io.eagleray.cli.console.Root;
import io.eagleray.diagram.Dot;
import io.eagleray.diagram.Flow;
import io.eagleray.diagram.Mermaid;
import io.eagleray.diagram.Svg;
import io.eagleray.diagram.Tree;
import io.eagleray.engine.Checked;
import io.eagleray.engine.PipelineCheck;
import io.eagleray.file.WholeFile;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: checks a pipeline as {@code run} would, and draws it. */
@Command(name = "plan", description = "Checks a pipeline whole, and draws its steps.")
public final class PlanCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private PipelineOptions pipeline = new PipelineOptions();
  @Mixin private EngineOptions options = new EngineOptions();

  @Option(
      names = "--format",
      paramLabel = "DRAWING",
      description = "text (a tree, the default), mermaid, dot or svg")
  private Form form = Form.TEXT;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to write it (default: standard output)")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--offline", description = "leaves clusters alone")
  private boolean offline;

  /** The words of {@code --format}. */
  enum Form {
    TEXT,
    MERMAID,
    DOT,
    SVG
  }

  public PlanCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (CheckFolder folder = CheckFolder.of(root.state())) {
      PipelineCheck check = new EngineParts(root, options).check(folder);
      Checked checked =
          check.check(
              pipeline.request(
                  new RunnableVariables(root.console().environment()),
                  List.of(),
                  Optional.empty(),
                  Optional.empty(),
                  offline));
      ProblemLines.of(checked.warnings()).forEach(root.console().err()::println);
      String title = checked.plan().pipeline().name();
      tell(draw(title, Flow.of(checked.plan().pipeline().graph(), check.nodeTypes())));
    }
    return ExitCode.DONE;
  }

  private String draw(String title, Flow flow) {
    return switch (form) {
      case TEXT ->
          new Tree(root.console().isUtf8() ? Tree.Signs.UNICODE : Tree.Signs.ASCII)
              .draw(title, flow);
      case MERMAID -> Mermaid.draw(title, flow);
      case DOT -> Dot.draw(title, flow);
      case SVG -> Svg.draw(title, flow);
    };
  }

  private void tell(String drawing) {
    Console console = root.console();
    if (out.isPresent()) {
      Path file = console.directory().resolve(out.get());
      try {
        WholeFile.write(file, drawing);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (root.isJson()) {
        console.out().println(JsonObject.builder().put("file", file.toString()).build().text());
      }
    } else if (root.isJson()) {
      console.out().println(JsonObject.builder().put("plan", drawing).build().text());
    } else {
      console.out().print(drawing);
    }
  }
}
