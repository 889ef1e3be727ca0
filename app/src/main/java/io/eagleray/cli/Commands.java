package io.eagleray.cli;

import io.eagleray.cli.console.Root;
import io.eagleray.cli.past.CancelCommand;
import io.eagleray.cli.past.GetCommand;
import io.eagleray.cli.past.ListCommand;
import io.eagleray.cli.past.LogsCommand;
import io.eagleray.cli.past.PruneCommand;
import io.eagleray.cli.past.RemoveCommand;
import io.eagleray.cli.past.ReportCommand;
import io.eagleray.cli.past.ShowCommand;
import io.eagleray.cli.past.TrialsCommand;
import io.eagleray.cli.ray.RayCommand;
import io.eagleray.cli.run.DoctorCommand;
import io.eagleray.cli.run.JobCommand;
import io.eagleray.cli.run.PlanCommand;
import io.eagleray.cli.run.ResumeCommand;
import io.eagleray.cli.run.RetryCommand;
import io.eagleray.cli.run.RunCommand;
import io.eagleray.cli.run.StepCommand;
import io.eagleray.cli.run.ValidateCommand;
import io.eagleray.cli.tune.TuneCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands by name, in the order in which help shows them. */
final class Commands {
  /** The one command that looks at the others. */
  private static final String SEES_ALL = "completion";

  /** A command is an annotated object, or a line that has more commands. */
  private static final Map<String, Function<Root, Object>> BY_NAME = byName();

  private Commands() {}

  private static Map<String, Function<Root, Object>> byName() {
    Map<String, Function<Root, Object>> all = new LinkedHashMap<>();
    all.put("run", RunCommand::new);
    all.put("job", JobCommand::line);
    all.put("tune", TuneCommand::new);
    all.put("validate", ValidateCommand::new);
    all.put("plan", PlanCommand::new);
    all.put("resume", ResumeCommand::new);
    all.put("retry", RetryCommand::new);
    all.put("cancel", CancelCommand::new);
    all.put("list", ListCommand::new);
    all.put("show", ShowCommand::new);
    all.put("trials", TrialsCommand::new);
    all.put("get", GetCommand::new);
    all.put("logs", LogsCommand::new);
    all.put("report", ReportCommand::new);
    all.put("rm", RemoveCommand::new);
    all.put("prune", PruneCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("init", InitCommand::new);
    all.put(SEES_ALL, CompletionCommand::new);
    all.put("java", JavaCommand::line);
    all.put("ray", RayCommand::line);
    all.put("search-serve", SearchServeCommand::new);
    StepCommand.PHASES.forEach(phase -> all.put(phase, root -> StepCommand.line(root, phase)));
    all.put(StepCommand.WHOLE, StepCommand::line);
    return all;
  }

  static void addAll(CommandLine line, Root root) {
    BY_NAME.forEach((name, command) -> line.addSubcommand(name, command.apply(root)));
  }

  /**
   * Adds the one that the first argument names, or all where it names none: to read the annotations
   * of every command is a third of a short command's time.
   */
  static void addFor(CommandLine line, Root root, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    Function<Root, Object> command = BY_NAME.get(first);
    if (command == null || first.equals(SEES_ALL)) {
      addAll(line, root);
    } else {
      line.addSubcommand(first, command.apply(root));
    }
  }
}
