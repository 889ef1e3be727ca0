package io.eagleray.engine.store.segment;

import io.eagleray.engine.store.DriverLocks;
import io.eagleray.engine.store.RunId;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Event;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.UnknownRunException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps run logs in a folder that several machines may share: for each run a folder, in it a
 * segment for each process that writes. Thread-safe.
 */
public final class SegmentRunStore implements RunStore {
  private final RunFolders folders;
  private final DriverLocks locks;
  private final KeyFolder keys;
  private final Map<String, SegmentWriter> writers = new ConcurrentHashMap<>();
  private final Map<String, SegmentLog> logs = new ConcurrentHashMap<>();

  private SegmentRunStore(RunFolders folders, DriverLocks locks) {
    this.folders = folders;
    this.locks = locks;
    this.keys = new KeyFolder(folders.home());
  }

  /**
   * Opens a folder, and makes it where it is missing.
   *
   * @param clock for the order in which runs were made
   * @throws EnvironmentException if it cannot be used
   */
  public static SegmentRunStore open(Path folder, Clock clock) {
    Path home = folder.toAbsolutePath().normalize();
    return new SegmentRunStore(RunFolders.open(home, clock), new DriverLocks(home));
  }

  @Override
  public void create(String runId) {
    RunId.check(runId);
    if (!attempt(() -> folders.create(runId))) {
      throw new RunExistsException("the run id " + runId + " is taken");
    }
    logs.remove(runId);
  }

  @Override
  public void append(String runId, List<Event> events) {
    if (!events.isEmpty()) {
      known(runId);
      writers
          .computeIfAbsent(runId, run -> new SegmentWriter(folders.of(run), folders.marker(run)))
          .append(SegmentRecord.encode(events));
      attempt(() -> {
        keys.add(runId, events);
        return true;
      });
    }
  }

  @Override
  public long read(String runId, long after, Consumer<Event> events) {
    known(runId);
    SegmentLog log =
        logs.computeIfAbsent(runId, run -> new SegmentLog(new SegmentFiles(folders.of(run))));
    return attempt(() -> log.read(after, events));
  }

  @Override
  public Optional<EarlierStep> earlier(String key, String exceptRun) {
    return attempt(() -> keys.newest(key, run -> !run.equals(exceptRun) && folders.has(run)));
  }

  private void known(String runId) {
    if (!exists(runId)) {
      throw new UnknownRunException("there is no run " + runId);
    }
  }

  @Override
  public List<String> runs() {
    return attempt(folders::newestFirst);
  }

  @Override
  public boolean exists(String runId) {
    RunId.check(runId);
    return folders.has(runId);
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.eagleray.spi.RunBusyException if a process drives it
   */
  @Override
  public void delete(String runId) {
    try (RunLock lock = locks.lock(runId)) {
      forgetKeys(runId);
      forget(runId);
      attempt(() -> folders.delete(runId));
      locks.forget(runId);
    }
  }

  private void forgetKeys(String runId) {
    if (!exists(runId)) {
      return;
    }
    try {
      read(
          runId,
          0,
          event ->
              attempt(() -> {
                keys.remove(runId, event);
                return true;
              }));
    } catch (RunStoreException damaged) {
      // Keys of a run that is gone are passed over; nothing else is known of them any more.
    }
  }

  private void forget(String runId) {
    logs.remove(runId);
    SegmentWriter writer = writers.remove(runId);
    if (writer != null) {
      writer.close();
    }
  }

  @Override
  public RunLock lock(String runId) {
    return locks.lock(runId);
  }

  @Override
  public boolean isLocked(String runId) {
    return locks.isLocked(runId);
  }

  @Override
  public void close() {
    writers.values().forEach(SegmentWriter::close);
    writers.clear();
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  private <T> T attempt(Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException e) {
      throw new RunStoreException("the run logs in " + folders.home() + " cannot be used: " + e, e);
    }
  }
}
