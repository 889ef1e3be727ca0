package io.eagleray.engine.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
  private static final String KEY = "ab12".repeat(16);

  private static final Event KEPT =
      new Event(
          "w",
          0,
          1,
          Instant.EPOCH,
          new RunEvent.StepEnded(
              new StepPath("a"),
              1,
              StepStatus.SUCCESS,
              Map.of(),
              List.of(),
              Optional.empty(),
              false,
              Optional.of(KEY)));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path home;

  @Test
  void aSuccessIsKeptWhileThoseOfOtherRunsAreForgotten() throws Exception {
    List<Future<Integer>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (String run : List.of("one", "two", "three")) {
        ends.add(threads.submit(comingAndGoing(run)));
      }
      for (Future<Integer> end : ends) {
        assertThat(end.get()).isEqualTo(500);
      }
    }
  }

  /** Each success is found that was added, and none that was removed. */
  private Callable<Integer> comingAndGoing(String run) {
    KeyFolder keys = new KeyFolder(home);
    return () -> {
      int found = 0;
      for (int i = 0; i < 500; i++) {
        keys.add(run, List.of(KEPT));
        found += isFound(keys, run) ? 1 : 0;
        keys.remove(run, KEPT);
        found -= isFound(keys, run) ? 1 : 0;
      }
      return found;
    };
  }

  private static boolean isFound(KeyFolder keys, String run) throws IOException {
    return keys.newest(KEY, run::equals).isPresent();
  }
}
