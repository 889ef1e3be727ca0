package io.eagleray.cli.ray;

import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ray logs}: what a job printed. */
@Command(name = "logs", description = "Shows what a job of a cluster printed.")
final class RayLogsCommand implements Callable<Integer> {
  private final Root root;
  @Mixin private RayOptions options = new RayOptions();

  @Parameters(index = "0", paramLabel = "JOB", description = "the submission id of a job")
  private String job = "";

  @Option(
      names = {"-f", "--follow"},
      description = "goes on until the job ends; the exit code is then 0 only if it succeeded")
  private boolean follow;

  RayLogsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    RayJobIds.require(job);
    try (RayOptions.Reached reached = options.open(root, Optional.empty())) {
      RayFollowing following = new RayFollowing(root, reached.client(), options.shown(reached));
      if (follow) {
        return following.follow(job, reached.found().version().session(), Map.of());
      }
      following.show(job);
      return ExitCode.DONE;
    }
  }
}
