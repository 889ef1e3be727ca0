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
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** All commands by name, in the order in which help shows them. */
final class Commands {
  /** The one command that looks at the others. */
  private static final String SEES_ALL = "completion";

  /** What shows all commands, each with its line, when nothing else is asked for. */
  private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

  private static final Map<String, Entry> BY_NAME = byName();

  private Commands() {}

  /**
   * One command.
   *
   * @param type its class, whose annotation says what it is for
   * @param made an annotated object, or a line that has more commands
   */
  private record Entry(Class<?> type, Function<Root, Object> made) {
    /** What help for all commands shows of it: its options are not read. */
    CommandSpec outline() {
      Command said = type.getAnnotation(Command.class);
      CommandSpec spec = CommandSpec.create();
      spec.usageMessage().description(said.description()).hidden(said.hidden());
      return spec;
    }
  }

  private static Map<String, Entry> byName() {
    Map<String, Entry> all = new LinkedHashMap<>();
    all.put("run", new Entry(RunCommand.class, RunCommand::new));
    all.put("job", new Entry(JobCommand.class, JobCommand::line));
    all.put("tune", new Entry(TuneCommand.class, TuneCommand::new));
    all.put("validate", new Entry(ValidateCommand.class, ValidateCommand::new));
    all.put("plan", new Entry(PlanCommand.class, PlanCommand::new));
    all.put("resume", new Entry(ResumeCommand.class, ResumeCommand::new));
    all.put("retry", new Entry(RetryCommand.class, RetryCommand::new));
    all.put("cancel", new Entry(CancelCommand.class, CancelCommand::new));
    all.put("list", new Entry(ListCommand.class, ListCommand::new));
    all.put("show", new Entry(ShowCommand.class, ShowCommand::new));
    all.put("trials", new Entry(TrialsCommand.class, TrialsCommand::new));
    all.put("get", new Entry(GetCommand.class, GetCommand::new));
    all.put("logs", new Entry(LogsCommand.class, LogsCommand::new));
    all.put("report", new Entry(ReportCommand.class, ReportCommand::new));
    all.put("rm", new Entry(RemoveCommand.class, RemoveCommand::new));
    all.put("prune", new Entry(PruneCommand.class, PruneCommand::new));
    all.put("doctor", new Entry(DoctorCommand.class, DoctorCommand::new));
    all.put("init", new Entry(InitCommand.class, InitCommand::new));
    all.put(SEES_ALL, new Entry(CompletionCommand.class, CompletionCommand::new));
    all.put("java", new Entry(JavaCommand.class, JavaCommand::line));
    all.put("ray", new Entry(RayCommand.class, RayCommand::line));
    all.put("search-serve", new Entry(SearchServeCommand.class, SearchServeCommand::new));
    StepCommand.PHASES.forEach(phase ->
        all.put(phase, new Entry(StepCommand.class, root -> StepCommand.line(root, phase))));
    all.put(StepCommand.WHOLE, new Entry(StepCommand.class, StepCommand::line));
    return all;
  }

  static void addAll(CommandLine line, Root root) {
    BY_NAME.forEach((name, command) -> line.addSubcommand(name, command.made().apply(root)));
  }

  /**
   * Adds the one that the first argument names, or all where it names none; for help, what it shows
   * of each: to read the annotations of every command is a third of a short command's time.
   */
  static void addFor(CommandLine line, Root root, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    Entry command = BY_NAME.get(first);
    if (first.isEmpty() || arguments.length == 1 && HELP.contains(first)) {
      BY_NAME.forEach((name, each) -> line.addSubcommand(name, each.outline()));
    } else if (command == null || first.equals(SEES_ALL)) {
      addAll(line, root);
    } else {
      line.addSubcommand(first, command.made().apply(root));
    }
  }
}
