package io.eagleray.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Task;
import io.eagleray.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run ends, whatever its lambdas do. */
@Timeout(60)
final class LambdaEndsTest {
  @TempDir Path folder;

  private RunResult run(Task task) {
    return Eagleray.in(folder).runId("r1").run(Pipeline.named("ends").step("a", task));
  }

  /** Cannot say what it is. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no message");
    }
  }

  @Test
  void anExceptionThatCannotTellItsMessageFailsTheRunUnderItsName() {
    RunResult result =
        run(
            Task.call(() -> {
              throw new Mute();
            }));

    assertThat(result.status()).isEqualTo(RunStatus.FAILED);
    assertThat(result.error())
        .hasValueSatisfying(text ->
            assertThat(text)
                .contains("Mute: its message cannot be told: UnsupportedOperationException"));
  }

  @Test
  @Tag("slow")
  void aLambdaThatIgnoresItsInterruptIsLeftBehindAfterItsGrace() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);

    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Task task =
        Task.call(
                () -> {
                  while (over.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  left.countDown();
                  return 1;
                })
            .timeout(Duration.ofMillis(100));

    RunResult result =
        Eagleray.in(folder)
            .showing(new PrintStream(shown, true, StandardCharsets.UTF_8))
            .run(Pipeline.named("ends").step("a", task));

    assertThat(left.getCount()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(RunStatus.FAILED);
    assertThat(result.error())
        .hasValueSatisfying(text -> assertThat(text).contains("took longer than"));
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("a: the function has not ended 5 s after it was interrupted");
    over.countDown();
    left.await();
  }

  @Test
  @Tag("slow")
  void aLambdaThatTakesItsFirstInterruptForAMistakeIsInterruptedAgain() {
    AtomicInteger interrupts = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);

    RunResult result =
        run(
            Task.call(
                    () -> {
                      while (interrupts.get() < 2) {
                        try {
                          never.await();
                        } catch (InterruptedException e) {
                          interrupts.incrementAndGet();
                        }
                      }
                      return 1;
                    })
                .timeout(Duration.ofMillis(100)));

    assertThat(result.error())
        .hasValueSatisfying(text -> assertThat(text).contains("took longer than"));
    assertThat(interrupts).hasValue(2);
  }

  @Test
  void aLambdaThatReturnsAfterItsTimeHasTakenTooLong() {
    CountDownLatch never = new CountDownLatch(1);

    RunResult result =
        run(
            Task.call(
                    () -> {
                      try {
                        never.await();
                      } catch (InterruptedException late) {
                        return "late";
                      }
                      return "never";
                    })
                .returns("v")
                .timeout(Duration.ofMillis(100)));

    assertThat(result.status()).isEqualTo(RunStatus.FAILED);
    assertThat(result.error())
        .hasValueSatisfying(text -> assertThat(text).contains("took longer than"));
    assertThat(result.parameter("v")).isEmpty();
  }
}
