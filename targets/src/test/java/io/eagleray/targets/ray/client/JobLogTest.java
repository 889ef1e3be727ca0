package io.eagleray.targets.ray.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.cluster.RealRay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against a real cluster. */
@Tag("slow")
@Tag("ray")
class JobLogTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  private static void submit(RayClient client, String id, String python) {
    client.submit(JobRequest.of(id, "python -u -c \"" + python + "\"", JsonObject.EMPTY, Map.of()));
  }

  @Test
  void delivers_every_line_once_while_the_job_runs_and_the_last_one_too() {
    try (RayClient client = RAY.head().client()) {
      submit(
          client,
          "log-1",
          "import time\nfor i in range(300):\n  print('line', i, 'ü😀')\n  time.sleep(0.01)\nprint('the end')");
      List<String> lines = new ArrayList<>();
      LogLines log = new LogLines(lines::add);
      JobLog.End end =
          new JobLog(client, "log-1", JobLog.Settings.DEFAULT, System::nanoTime).follow(log);
      log.end();
      assertThat(end).isEqualTo(JobLog.End.COMPLETE);
      List<String> ours = lines.stream().filter(line -> line.startsWith("line ")).toList();
      assertThat(ours).hasSize(300);
      for (int i = 0; i < 300; i++) {
        assertThat(ours.get(i)).isEqualTo("line " + i + " ü😀");
      }
      assertThat(lines.getLast()).isEqualTo("the end");
    }
  }

  @Test
  void delivers_a_line_of_megabytes_and_cuts_what_is_larger_than_its_limit() {
    try (RayClient client = RAY.head().client()) {
      submit(client, "log-2", "print('a' * 1_500_000)\nprint('b' * 6_000_000)\nprint('after')");
      List<String> lines = new ArrayList<>();
      LogLines log = new LogLines(lines::add);
      JobLog.Settings quick =
          new JobLog.Settings(
              0,
              Duration.ofSeconds(5),
              Duration.ofMillis(500),
              Duration.ofSeconds(5),
              Duration.ofSeconds(30));
      JobLog.End end = new JobLog(client, "log-2", quick, System::nanoTime).follow(log);
      log.end();
      assertThat(end).isEqualTo(JobLog.End.COMPLETE);
      List<String> ours = lines.subList(lines.size() - 3, lines.size());
      assertThat(ours.get(0)).isEqualTo("a".repeat(1_500_000));
      assertThat(ours.get(1))
          .startsWith("b".repeat(LogLines.USUAL_LIMIT))
          .endsWith("… [" + (6_000_000 - LogLines.USUAL_LIMIT) + " bytes cut]");
      assertThat(ours.get(2)).isEqualTo("after");
    }
  }

  @Test
  void a_job_that_never_starts_can_be_left() throws InterruptedException {
    try (RayClient client = RAY.head().client()) {
      client.submit(
          JobRequest.of("log-3", "echo never", JsonObject.EMPTY, Map.of()).needing(64, 0));
      try (JobLog log = new JobLog(client, "log-3", JobLog.Settings.DEFAULT, System::nanoTime)) {
        Thread closing = Thread.ofVirtual().start(log::close);
        assertThat(log.follow((bytes, offset, length) -> {})).isEqualTo(JobLog.End.CLOSED);
        closing.join();
      }
      client.stop("log-3");
    }
  }
}
