package io.eagleray.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds far above what is measured, so that only a real loss of speed shows. */
@Tag("slow")
class SpeedTest {
  @TempDir Path folder = Path.of("");

  @Test
  void aTaskThatDoesNothingCostsLittle() throws IOException {
    try (WorkerProcess worker = new WorkerProcess(folder)) {
      nothing(worker, 5_000);
      Duration before = cpu(worker);
      nothing(worker, 5_000);
      Duration each = cpu(worker).minus(before).dividedBy(5_000);
      System.out.println("CPU of the worker for a task: " + each.toNanos() / 1000 + " µs");
      assertThat(each).isLessThan(Duration.ofMillis(1));
    }
  }

  @Test
  void aReportIsAnsweredQuickly() throws IOException {
    try (WorkerProcess worker = new WorkerProcess(folder)) {
      int times = 6_000;
      long task =
          worker.java(
              "manyReports",
              Map.of("times", (long) times),
              Map.of(
                  "trial",
                  Map.of("number", 0L, "config", Map.of()),
                  "parameters",
                  WorkerProcess.parameters("times", "trial")));
      long[] nanos = new long[times];
      worker.reply();
      for (int i = 0; i < times; i++) {
        long begun = System.nanoTime();
        worker.decide(task, "continue");
        worker.reply();
        nanos[i] = System.nanoTime() - begun;
      }
      long[] warm = Arrays.copyOfRange(nanos, times / 2, times);
      Arrays.sort(warm);
      System.out.println("a report's round trip: " + warm[warm.length / 2] / 1000 + " µs");
      assertThat(Duration.ofNanos(warm[warm.length / 2])).isLessThan(Duration.ofMillis(2));
    }
  }

  private static void nothing(WorkerProcess worker, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      worker.java("nothing", Map.of(), Map.of());
      assertThat(worker.reply().text("op")).isEqualTo("result");
    }
  }

  private static Duration cpu(WorkerProcess worker) {
    return worker.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
