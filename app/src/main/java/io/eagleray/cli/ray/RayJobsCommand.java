package io.eagleray.cli.ray;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.MostOption;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RayJobDocument;
import io.eagleray.cli.document.TextTable;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.RayJob;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ray jobs}: what was submitted to a cluster. */
@Command(name = "jobs", description = "Lists the jobs of a cluster, the newest first.")
final class RayJobsCommand implements Callable<Integer> {
  private static final int COMMAND_WIDTH = 60;

  private final Root root;
  @Mixin private RayOptions options = new RayOptions();

  @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "instead of --address")
  private Optional<String> address = Optional.empty();

  @Mixin private MostOption most = new MostOption();

  @Option(names = "--all", description = "all of them, and drivers that nobody submitted as jobs")
  private boolean all;

  RayJobsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    long limit = all ? Long.MAX_VALUE : most.number();
    try (RayOptions.Reached reached = options.open(root, address)) {
      List<RayJob> jobs =
          (all ? reached.client().allJobs() : reached.client().jobs())
              .stream().limit(limit).toList();
      Console console = root.console();
      if (root.isJson()) {
        JsonArray list =
            jobs.stream().map(job -> (Json) RayJobDocument.of(job)).collect(JsonArray.collect());
        console.out().println(JsonObject.builder().put("jobs", list).build().text());
        return ExitCode.DONE;
      }
      TextTable table = new TextTable("JOB", "STATUS", "STARTED", "TOOK", "COMMAND");
      for (RayJob job : jobs) {
        String command = job.entrypoint();
        table.add(
            job.isSubmission() ? job.submissionId() : job.jobId().orElse("?") + " (driver)",
            job.status().name(),
            job.start().map(RayJobDocument::time).orElse(""),
            RayJobDocument.took(job, console.clock().instant()),
            command.length() > COMMAND_WIDTH ? command.substring(0, COMMAND_WIDTH) + "…" : command);
      }
      table.lines().forEach(console.out()::println);
      return ExitCode.DONE;
    }
  }
}
