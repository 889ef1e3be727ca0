package io.eagleray.worker;

import static io.eagleray.worker.WorkerProcess.returns;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.worker.json.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class WorkerEndTest {
  /** Two seconds are promised; the rest is for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(8);

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private WorkerProcess worker;

  @BeforeEach
  void start() throws IOException {
    worker = new WorkerProcess(folder);
  }

  @AfterEach
  void end() throws IOException {
    worker.close();
  }

  @Test
  void endsWithThePipe() throws Exception {
    assertThat(worker.end()).isZero();
  }

  @Test
  void endsInTimeWhileUserCodeIgnoresInterrupts() throws Exception {
    long task = worker.java("ignoreInterrupts", Map.of(), Map.of());
    worker.cancel(task);
    worker.java("count", Map.of(), returns("n"));
    worker.reply();

    long begun = System.nanoTime();
    assertThat(worker.end()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
  }

  @Test
  void endsInTimeWhileACompiledLoopKeepsTheVirtualMachineFromHalting() throws Exception {
    Map<String, Object> fields = new LinkedHashMap<>(TrialTest.trial(Map.of()));
    fields.put("parameters", WorkerProcess.parameters("trial"));
    long task = worker.java("spin", Map.of(), fields);
    worker.reply();
    worker.decide(task, "continue");

    long begun = System.nanoTime();
    worker.end();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
  }

  @Test
  void takesAlongWhatUserCodeStarted() throws Exception {
    Map<String, Object> fields = new LinkedHashMap<>(returns("pid"));
    worker.java("child", Map.of("command", "sleep 1000 >/dev/null 2>&1 & echo $!"), fields);
    Fields result = worker.reply();
    long pid = Long.parseLong(String.valueOf(result.object("values").get("pid")).strip());
    assertThat(ProcessHandle.of(pid)).isPresent();

    worker.end();
    if (ProcessHandle.of(pid).isPresent()) {
      ProcessHandle.of(pid).get().onExit().get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void anExitInUserCodeIsTheErrorOfItsTask() throws Exception {
    worker.java("waitForever", Map.of(), Map.of());
    long task = worker.java("exit", Map.of("code", 5L), Map.of());

    Fields error = worker.reply();
    assertThat(error.number("task")).isEqualTo(task);
    assertThat(error.text("message")).isEqualTo("the function ended its process (exit code 5)");
    assertThat(error.text("at")).matches("Sample.java:\\d+ in exit");
    assertThat(worker.exit()).isEqualTo(5);
  }

  @Test
  void anExhaustedHeapEndsTheWorkerWithStatus3() throws Exception {
    worker.java("exhaust", Map.of(), Map.of());

    assertThat(worker.exit()).isEqualTo(3);
  }

  @Test
  void aMessageThatIsNoneEndsTheWorkerAndSaysWhy() throws Exception {
    worker.send(Map.of("op", "dance"));

    assertThat(worker.exit()).isEqualTo(70);
    assertThat(worker.ownLog()).content().contains("unknown message \"dance\"");
  }
}
