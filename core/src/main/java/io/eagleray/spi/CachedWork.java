package io.eagleray.spi;

import io.eagleray.model.Task;
import java.util.List;
import java.util.Set;

/**
 * What decides what a node gives, besides the {@link NodeType#graphs} inside it, so that it may be
 * taken from an earlier run in which all of that was the same.
 *
 * @param print all that counts of the node itself: more than its {@link NodeType#fingerprint} where
 *     a run may go on with a change that leads to something else
 * @param tasks that the node itself runs; their code and what they are given count too
 * @param reads parameters that the node reads itself, not as arguments of a task
 */
public record CachedWork(String print, List<Task> tasks, Set<String> reads) {
  /** The work of a node that does nothing. */
  public static final CachedWork NONE = new CachedWork("", List.of(), Set.of());

  public CachedWork {
    tasks = List.copyOf(tasks);
    reads = Set.copyOf(reads);
  }

  /** The work of a node that runs one task, and nothing else. */
  public static CachedWork of(String print, Task task) {
    return new CachedWork(print, List.of(task), Set.of());
  }
}
