package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitTest {
  private final ReentrantLock lock = new ReentrantLock();

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
  void noAppendOfABatchIsDurableWhateverItsWriteFailedWith(Class<? extends Throwable> failure)
      throws Exception {
    GroupCommit<String> commits =
        new GroupCommit<>(
            lock,
            entries -> {
              if (failure == OutOfMemoryError.class) {
                throw new OutOfMemoryError("no memory");
              }
              throw new IllegalStateException("out of order");
            });

    assertThat(appendTogether(commits)).containsExactly("failed", "failed", "failed");
  }

  /** Three appends that are queued before one of them is written. */
  private List<String> appendTogether(GroupCommit<String> commits) throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<String>> appends = new ArrayList<>();
      lock.lock();
      try {
        for (int i = 0; i < 3; i++) {
          appends.add(threads.submit(() -> append(commits)));
        }
        while (lock.getQueueLength() < 3) {
          Thread.onSpinWait();
        }
      } finally {
        lock.unlock();
      }
      List<String> outcomes = new ArrayList<>();
      for (Future<String> append : appends) {
        outcomes.add(append.get());
      }
      return outcomes;
    }
  }

  private static String append(GroupCommit<String> commits) {
    try {
      commits.append("event");
      return "durable";
    } catch (RuntimeException | OutOfMemoryError e) {
      return "failed";
    }
  }
}
