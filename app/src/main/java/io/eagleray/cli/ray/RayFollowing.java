package io.eagleray.cli.ray;

import io.eagleray.cli.console.Console;
import io.eagleray.cli.console.ExitCode;
import io.eagleray.cli.console.Interrupts;
import io.eagleray.cli.console.Root;
import io.eagleray.cli.document.RayJobDocument;
import io.eagleray.targets.ray.client.JobLog;
import io.eagleray.targets.ray.client.JobState;
import io.eagleray.targets.ray.client.JobStatus;
import io.eagleray.targets.ray.client.JobWatch;
import io.eagleray.targets.ray.client.LogConsumer;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.RayJob;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows a job's log until the job ends, or the user has enough of it. */
final class RayFollowing {
  private final Root root;
  private final RayClient client;
  private final String clusterOption;
  private final AtomicBoolean isOver = new AtomicBoolean();

  /**
   * Following on a cluster.
   *
   * @param clusterOption what a suggested command needs to find the same cluster
   */
  RayFollowing(Root root, RayClient client, String clusterOption) {
    this.root = root;
    this.client = client;
    this.clusterOption = clusterOption;
  }

  /** Shows what there is of the log. */
  void show(String id) {
    new JobLog(client, id, JobLog.Settings.DEFAULT, System::nanoTime).read(output());
    root.console().out().flush();
  }

  // With a document on standard output, the log goes elsewhere.
  private LogConsumer output() {
    PrintStream stream = root.isJson() ? root.console().err() : root.console().out();
    return stream::write;
  }

  /**
   * Follows a job; what it waits for is told on standard error.
   *
   * @param needs what its command asked for
   * @return the exit code
   */
  int follow(String id, String session, Map<String, Double> needs) {
    Console console = root.console();
    try (JobLog log = new JobLog(client, id, JobLog.Settings.DEFAULT, System::nanoTime);
        Interrupts interrupts =
            new Interrupts(() -> leave(log), () -> System.exit(ExitCode.INTERRUPTED))) {
      JobWatch watch =
          new JobWatch(client, id, session, needs, JobWatch.Settings.DEFAULT, System::nanoTime);
      Thread watching = Thread.ofVirtual().start(() -> watch(watch, log));
      JobLog.End end = log.follow(output());
      console.out().flush();
      isOver.set(true);
      watching.interrupt();
      if (end == JobLog.End.CLOSED) {
        return left(id);
      }
      if (end == JobLog.End.INCOMPLETE) {
        console.err().println("note: the rest of the log is gone with the node of the job");
      }
      return ended(
          client
              .job(id)
              .orElseThrow(() -> new IllegalStateException("the job vanished as it ended: " + id)));
    }
  }

  private void leave(JobLog log) {
    isOver.set(true);
    log.close();
  }

  private void watch(JobWatch watch, JobLog log) {
    try {
      JobState last =
          watch.follow(
              state -> {
                if (state instanceof JobState.Pending waiting && !waiting.waitsFor().isEmpty()) {
                  note("pending: " + waiting.waitsFor());
                } else if (state instanceof JobState.Silent silent) {
                  note(silent.reason());
                }
              },
              isOver::get);
      if (last instanceof JobState.Lost lost) {
        note(lost.reason());
        log.close();
      }
    } catch (RayException ended) {
      // The log's own thread meets the same, and tells it.
    }
  }

  private void note(String text) {
    if (!root.isQuiet() && !isOver.get()) {
      root.console().err().println("note: " + text);
    }
  }

  private int left(String id) {
    Console console = root.console();
    console
        .err()
        .println(
            "no longer following. See it again: "
                + console.program()
                + " ray logs -f "
                + id
                + " "
                + clusterOption
                + " · end it: "
                + console.program()
                + " ray stop "
                + id
                + " "
                + clusterOption);
    return ExitCode.INTERRUPTED;
  }

  private int ended(RayJob job) {
    Console console = root.console();
    if (root.isJson()) {
      console.out().println(RayJobDocument.of(job).text());
    } else if (!root.isQuiet()) {
      String took = RayJobDocument.took(job, console.clock().instant());
      console
          .err()
          .println(
              "job "
                  + job.submissionId()
                  + " "
                  + job.status()
                  + " after "
                  + took
                  + (job.status() == JobStatus.SUCCEEDED ? "" : ": " + job.messageLine()));
    }
    return job.status() == JobStatus.SUCCEEDED ? ExitCode.DONE : ExitCode.FAILED;
  }
}
