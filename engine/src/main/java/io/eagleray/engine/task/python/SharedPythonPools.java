package io.eagleray.engine.task.python;

import io.eagleray.spi.RunnerContext;
import java.util.IdentityHashMap;
import java.util.Map;

/** The Python workers of each run, which all command types of Python share. Thread-safe. */
final class SharedPythonPools {
  /** The one of all providers, for they are made apart. */
  static final SharedPythonPools ALL = new SharedPythonPools();

  /** By the context itself: a run has one, and hashing all that is in it takes its time. */
  private final Map<RunnerContext, PythonPools> pools = new IdentityHashMap<>();

  synchronized PythonPools of(RunnerContext context) {
    return pools.computeIfAbsent(context, PythonPools::new);
  }

  /** Ends them; nothing happens where another runner of the run has done so. */
  synchronized void close(RunnerContext context) {
    PythonPools ended = pools.remove(context);
    if (ended != null) {
      ended.close();
    }
  }
}
