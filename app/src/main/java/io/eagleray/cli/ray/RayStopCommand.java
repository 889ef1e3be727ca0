package io.eagleray.cli.ray;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RayJobDocument;
import io.eagleray.targets.ray.client.JobState;
import io.eagleray.targets.ray.client.JobStatus;
import io.eagleray.targets.ray.client.JobWatch;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ray stop}: ends a job. */
@Command(name = "stop", description = "Stops a job of a cluster, and waits until it has ended.")
final class RayStopCommand implements Callable<Integer> {
  private static final int USUAL_SECONDS = 15;

  private final Root root;
  @Mixin private RayOptions options = new RayOptions();

  @Parameters(index = "0", paramLabel = "JOB", description = "the submission id of a job")
  private String job = "";

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "how long to wait for its end (default: " + USUAL_SECONDS + ")")
  private int seconds = USUAL_SECONDS;

  RayStopCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    RayJobIds.require(job);
    try (RayOptions.Reached reached = options.open(root, Optional.empty())) {
      RayClient client = reached.client();
      boolean stopped = client.stop(job);
      Instant limit = root.console().clock().instant().plus(Duration.ofSeconds(seconds));
      JobWatch watch =
          new JobWatch(
              client,
              job,
              reached.found().version().session(),
              Map.of(),
              JobWatch.Settings.DEFAULT,
              System::nanoTime);
      JobState last =
          watch.follow(state -> {}, () -> root.console().clock().instant().isAfter(limit));
      return tell(last, stopped);
    }
  }

  private int tell(JobState last, boolean stopped) {
    Console console = root.console();
    if (last instanceof JobState.Ended(RayJob ended)) {
      if (root.isJson()) {
        console.out().println(RayJobDocument.of(ended).text());
      } else if (!root.isQuiet()) {
        boolean before = !stopped || ended.status() != JobStatus.STOPPED;
        console.out().println("job " + job + (before ? " had ended: " : " is ") + ended.status());
      }
      return ExitCode.DONE;
    }
    String why =
        switch (last) {
          case JobState.Pending pending ->
              " is still PENDING: Ray ends it when it would start. Stop it again then";
          case JobState.Silent silent ->
              " was asked to end; then the cluster fell silent: " + silent.reason();
          case JobState.Lost lost -> " is gone: " + lost.reason();
          default -> " was asked to end and has not yet; --wait gives it longer";
        };
    console.err().println("job " + job + why);
    return ExitCode.FAILED;
  }
}
