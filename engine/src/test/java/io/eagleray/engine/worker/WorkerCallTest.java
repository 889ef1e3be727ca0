package io.eagleray.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.python.Interpreters;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.CatalogFiles;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.problem.Location;
import io.eagleray.run.StepPath;
import io.eagleray.spi.RunnerContext.ProcessListener;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import io.eagleray.spi.TaskRunner.RunningTask;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Files;
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
import java.util.function.Consumer;
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

  private static final Path WORKER = Path.of("../python/eagleray/worker/__main__.py");

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

  private WorkerSpec python() {
    Path python = new Interpreters(System.getenv()).find(Optional.empty()).executable();
    return new WorkerSpec(
        "worker",
        List.of(python.toString(), WORKER.toAbsolutePath().toString()),
        Map.of(),
        folder,
        folder.resolve("worker.log"),
        false,
        WorkerSpec.Interrupt.SIGNAL,
        Duration.ofSeconds(2));
  }

  private JsonObject.Builder python(String command) {
    return RunMessage.function("python", command, List.of(), folder.resolve("objects"), folder)
        .put("op", "run")
        .put("path", RunMessage.paths(List.of(folder)));
  }

  private TaskCall call() {
    return call(Optional.empty());
  }

  private TaskCall call(Optional<TaskCall.TrialCall> trial) {
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
        trial,
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

  @Test
  void theSignalToATaskThatTheMessageHasEndedDoesNotMeetTheNextOne() throws Exception {
    Files.writeString(
        folder.resolve("work.py"),
        """
        import time
        def trial():
            yield {"a": 1}
        def step():
            end = time.monotonic() + 0.2
            while time.monotonic() < end: time.sleep(0.01)
        """);
    TaskCall.TrialCall first = new TaskCall.TrialCall(0, 1, JsonObject.EMPTY, Optional.empty(), 0);
    JsonObject trial = python("work.trial").put("trial", JsonObject.EMPTY).build();
    try (WorkerPool pool = new WorkerPool(this::python, NOBODY)) {
      for (int round = 0; round < 3; round++) {
        CompletableFuture<Void> reported = new CompletableFuture<>();
        CompletableFuture<TaskOutcome> cancelled = new CompletableFuture<>();
        RunningTask running =
            WorkerCall.start(
                pool,
                call(Optional.of(first)),
                WorkerRun.whole(trial),
                true,
                Set.of(),
                undecided(reported, cancelled));
        reported.get(30, TimeUnit.SECONDS);

        running.cancel();

        assertThat(cancelled.get(20, TimeUnit.SECONDS)).isInstanceOf(TaskOutcome.Cancelled.class);
        CompletableFuture<TaskOutcome> next = new CompletableFuture<>();
        WorkerCall.start(
            pool,
            call(),
            WorkerRun.whole(python("work.step").build()),
            true,
            Set.of(),
            next::complete);
        assertThat(next.get(20, TimeUnit.SECONDS)).isInstanceOf(TaskOutcome.Returned.class);
      }
    }
  }

  /** Lets a trial wait for a decision that never comes. */
  private static TaskListener undecided(
      CompletableFuture<Void> reported, CompletableFuture<TaskOutcome> end) {
    return new TaskListener() {
      @Override
      public void reported(
          int step, JsonObject metrics, Optional<Json> checkpoint, Consumer<Decision> decision) {
        reported.complete(null);
      }

      @Override
      public void ended(TaskOutcome outcome) {
        end.complete(outcome);
      }
    };
  }
}
