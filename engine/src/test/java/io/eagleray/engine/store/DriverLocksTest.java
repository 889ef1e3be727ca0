package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunStore.RunLock;
import io.eagleray.spi.RunStoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DriverLocksTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void whoWaitsForALockThatIsForgottenGetsOneThatOthersSee() throws Exception {
    Path runs = folder.resolve("runs");
    Path output = folder.resolve("output");
    Process holder = StoreProcess.start(output, "forget", "sqlite " + folder, "r", runs.toString());
    StoreProcess.await(holder, output, "locked");
    FutureTask<RunLock> waiting = new FutureTask<>(() -> lock(new DriverLocks(runs)));
    Thread thread = Thread.ofPlatform().start(waiting);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    holder.getOutputStream().close();

    try (RunLock lock = waiting.get()) {
      assertThat(runs.resolve("r/driver.lock"))
          .hasContent(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(holder.waitFor()).isZero();
  }

  /** The holder takes its time on a busy machine. */
  private static RunLock lock(DriverLocks locks) {
    while (true) {
      try {
        return locks.lock("r");
      } catch (RunBusyException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whyARunCannotBeLockedIsToldInWords() throws Exception {
    Path run = Files.createFile(folder.resolve("r"));

    assertThatThrownBy(() -> new DriverLocks(folder).lock("r"))
        .isInstanceOf(RunStoreException.class)
        .hasMessageEndingWith(" (" + run + " is no folder); mend that, or use --state DIR");
  }

  @Test
  void whetherARunIsLockedCanBeAskedWhileItIsForgotten() throws Exception {
    DriverLocks locks = new DriverLocks(folder);
    FutureTask<Boolean> comingAndGoing =
        new FutureTask<>(() -> {
          for (int i = 0; i < 2_000; i++) {
            // As another process does it: the lock is given up before its file goes.
            locks.lock("r").close();
            locks.forget("r");
          }
          return true;
        });
    Thread.ofPlatform().start(comingAndGoing);
    while (!comingAndGoing.isDone()) {
      locks.isLocked("r");
    }
    assertThat(comingAndGoing.get()).isTrue();
    assertThat(locks.isLocked("r")).isFalse();
  }
}
