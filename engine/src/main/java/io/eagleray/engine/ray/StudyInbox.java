package io.eagleray.engine.ray;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where trials leave word. A running trial has one message in it at most, for it waits for the
 * answer.
 */
final class StudyInbox {
  /** A turn begins at least so often. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final BlockingQueue<StudyMessage> queue = new LinkedBlockingQueue<>();
  private final Clock clock;
  private final Consumer<String> warnings;

  /**
   * Empty.
   *
   * @param warnings takes what trials warn of, on any thread
   */
  StudyInbox(Clock clock, Consumer<String> warnings) {
    this.clock = clock;
    this.warnings = warnings;
  }

  void wake() {
    queue.add(new StudyMessage.Woken());
  }

  /** What an attempt of a trial tells goes here. */
  TaskListener listener(int trial, int attempt) {
    return new TaskListener() {
      @Override
      public void reported(
          int step, JsonObject metrics, Optional<Json> checkpoint, Consumer<Decision> decision) {
        queue.add(new StudyMessage.Reported(trial, attempt, step, metrics, checkpoint, decision));
      }

      @Override
      public void warned(String message) {
        warnings.accept(message);
      }

      @Override
      public void ended(TaskOutcome outcome) {
        queue.add(new StudyMessage.Ended(trial, attempt, outcome));
      }
    };
  }

  /** All messages there are; waits for the first, but not beyond the deadline. */
  List<StudyMessage> take(Optional<Instant> deadline) {
    Duration wait =
        deadline
            .map(end -> Duration.between(clock.instant(), end))
            .filter(left -> left.compareTo(LONGEST_WAIT) < 0)
            .orElse(LONGEST_WAIT);
    List<StudyMessage> messages = new ArrayList<>();
    StudyMessage first = poll(wait);
    if (first != null) {
      messages.add(first);
      queue.drainTo(messages);
    }
    return messages;
  }

  private @Nullable StudyMessage poll(Duration wait) {
    try {
      return queue.poll(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the study's thread was interrupted", e);
    }
  }
}
