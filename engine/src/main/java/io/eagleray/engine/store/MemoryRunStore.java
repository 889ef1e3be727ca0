package io.eagleray.engine.store;

import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.EarlierStep;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.UnknownRunException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps run logs as long as this object lives. Thread-safe. */
public final class MemoryRunStore implements RunStore {
  private final Map<String, List<Event>> logs = new LinkedHashMap<>();
  private final Map<String, List<EarlierStep>> keys = new HashMap<>();
  private final Set<String> locked = new HashSet<>();

  @Override
  public synchronized void create(String runId) {
    RunId.check(runId);
    if (logs.putIfAbsent(runId, new ArrayList<>()) != null) {
      throw new RunExistsException("the run id " + runId + " is taken");
    }
  }

  @Override
  public synchronized void append(String runId, List<Event> events) {
    if (!events.isEmpty()) {
      log(runId).addAll(events);
      for (Event event : events) {
        if (event.body() instanceof RunEvent.StepEnded end && end.key().isPresent()) {
          keys.computeIfAbsent(end.key().get(), any -> new ArrayList<>())
              .add(new EarlierStep(runId, event.at(), end));
        }
      }
    }
  }

  @Override
  public long read(String runId, long after, Consumer<Event> events) {
    List<Event> copy = copy(runId);
    copy.stream().skip(after).forEach(events);
    return copy.size();
  }

  private synchronized List<Event> copy(String runId) {
    return List.copyOf(log(runId));
  }

  private List<Event> log(String runId) {
    List<Event> log = logs.get(runId);
    if (log == null) {
      throw new UnknownRunException("there is no run " + runId);
    }
    return log;
  }

  @Override
  public synchronized Optional<EarlierStep> earlier(String key, String exceptRun) {
    return keys.getOrDefault(key, List.of()).stream()
        .filter(step -> !step.runId().equals(exceptRun))
        .max(Comparator.comparing(EarlierStep::at));
  }

  @Override
  public synchronized List<String> runs() {
    return List.copyOf(logs.keySet()).reversed();
  }

  @Override
  public synchronized boolean exists(String runId) {
    return logs.containsKey(runId);
  }

  @Override
  public synchronized void delete(String runId) {
    if (locked.contains(runId)) {
      throw busy(runId);
    }
    logs.remove(runId);
    keys.values().forEach(steps -> steps.removeIf(step -> step.runId().equals(runId)));
  }

  @Override
  public synchronized RunLock lock(String runId) {
    if (!locked.add(RunId.check(runId))) {
      throw busy(runId);
    }
    return new MemoryLock(runId);
  }

  private static RunBusyException busy(String runId) {
    return new RunBusyException(
        "run " + runId + " is driven by process " + ProcessHandle.current().pid() + " now");
  }

  @Override
  public synchronized boolean isLocked(String runId) {
    return locked.contains(runId);
  }

  @Override
  public void close() {}

  private final class MemoryLock implements RunLock {
    private final String runId;
    private boolean closed;

    MemoryLock(String runId) {
      this.runId = runId;
    }

    @Override
    public void close() {
      synchronized (MemoryRunStore.this) {
        if (!closed) {
          closed = true;
          locked.remove(runId);
        }
      }
    }
  }
}
