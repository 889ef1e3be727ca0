package io.eagleray.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.JsonObject;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.run.StepPath;
import io.eagleray.spi.RunnerContext.ProcessListener;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner.RunningTask;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class WorkerCallTest {
  private static final ProcessListener NOBODY =
      new ProcessListener() {
        @Override
        public void started(long pid, Instant at, String what) {}

        @Override
        public void ended(long pid, Instant at) {}
      };

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private WorkerSpec spec(String script) {
    return new WorkerSpec(
        "worker",
        List.of("sh", "-c", script),
        Map.of(),
        folder,
        folder.resolve("worker.log"),
        false,
        WorkerSpec.Interrupt.MESSAGE,
        Duration.ofSeconds(2));
  }

  private TaskCall call() {
    Location here = Location.of("test");
    Task task =
        new Task(
            "shell",
            "sleep",
            here,
            List.of(),
            List.of(),
            CatalogFiles.NONE,
            Optional.empty(),
            JavaSettings.NONE,
            Resources.DEFAULT,
            Task.Isolation.SHARED);
    return new TaskCall(
        new StepPath("step"),
        1,
        task,
        TaskSignature.OPEN,
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        folder.resolve("step.log"),
        false);
  }

  @Test
  void aTaskIsEndedThoughAllThreadsThatTheProgramSharesAreBusy() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism() + 2; i++) {
      ForkJoinPool.commonPool()
          .execute(() -> {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();
    try (WorkerPool pool = new WorkerPool(() -> spec("exec sleep 600"), NOBODY)) {
      RunningTask running =
          WorkerCall.start(
              pool, call(), WorkerRun.whole(JsonObject.EMPTY), false, Set.of(), outcome::complete);

      running.cancel();

      assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(TaskOutcome.Cancelled.class);
    } finally {
      end.countDown();
    }
  }
}
