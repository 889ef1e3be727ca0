package io.eagleray.engine.task;

import io.eagleray.engine.worker.WorkerFunction;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Return;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The functions that the workers of a run are told of, each with a number of its own. Thread-safe.
 *
 * @param <K> what decides whether two tasks are calls of one function
 */
public final class NumberedFunctions<K> {
  private final Map<K, WorkerFunction> functions = new HashMap<>();

  /** Returns without their places in files, for a key. */
  public static List<String> words(List<Return> returns) {
    List<String> words = new ArrayList<>();
    for (Return item : returns) {
      words.add(item.name());
      words.add(item.kind().word());
    }
    return words;
  }

  /** The function under that key. */
  public synchronized WorkerFunction of(K key, Supplier<JsonObject> fields) {
    WorkerFunction known = functions.get(key);
    if (known == null) {
      known = new WorkerFunction(functions.size() + 1, fields.get());
      functions.put(key, known);
    }
    return known;
  }
}
