package io.eagleray.engine.task;

import io.eagleray.engine.worker.WorkerSpec;
import io.eagleray.worker.StartCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How Java workers become quick at their start.
 *
 * @param ending how long a worker may take to end
 */
record JvmStart(StartCache cache, Duration ending) {
  /** Set by the launcher: the cache that it made when it built this version. */
  static final String READ_PROPERTY = "eagleray.worker.cache";

  /** Set by the launcher, once after a build: the file to record the cache to. */
  static final String RECORD_PROPERTY = "eagleray.worker.record";

  private static final Duration RECORDING = Duration.ofMinutes(1);

  /**
   * The launcher's cache, which all state folders share; where there is none, one that the workers
   * of this state folder keep.
   *
   * @param state the state folder
   */
  static JvmStart of(Path state) {
    String record = System.getProperty(RECORD_PROPERTY);
    if (record != null) {
      return new JvmStart(new StartCache(Path.of(record), StartCache.Use.RECORD), RECORDING);
    }
    String made = System.getProperty(READ_PROPERTY);
    StartCache cache =
        made != null && Files.isReadable(Path.of(made))
            ? new StartCache(Path.of(made), StartCache.Use.READ)
            : new StartCache(
                state.resolve("cache").resolve("java-worker.jsa"), StartCache.Use.KEEP);
    return new JvmStart(cache, WorkerSpec.USUAL_ENDING);
  }
}
