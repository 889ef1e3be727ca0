package io.eagleray.engine.walk;

import io.eagleray.run.Value;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a step sees: those of its graph, and behind them those of the graphs around
 * it; and the variables that are set in the environment of its tasks. Not thread-safe.
 */
public final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Value> own = new LinkedHashMap<>();

  private final Map<String, String> variables;

  private Scope(@Nullable Scope outer, Map<String, Value> values, Map<String, String> variables) {
    this.outer = outer;
    this.variables = variables;
    own.putAll(values);
  }

  public static Scope of(Map<String, Value> values) {
    return new Scope(null, values, Map.of());
  }

  /** A scope inside this one. */
  public Scope inner(Map<String, Value> values) {
    return inner(values, Map.of());
  }

  /**
   * A scope inside this one.
   *
   * @param set variables of the environment, besides those of this one
   */
  Scope inner(Map<String, Value> values, Map<String, String> set) {
    if (set.isEmpty()) {
      return new Scope(this, values, variables);
    }
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.putAll(set);
    return new Scope(this, values, Map.copyOf(all));
  }

  /** The variables of the environment that are set for the steps in it. */
  Map<String, String> variables() {
    return variables;
  }

  /** Sets parameters of this graph. */
  public void put(Map<String, Value> values) {
    own.putAll(values);
  }

  private @Nullable Value find(Object name) {
    Value value = own.get(name);
    return value != null || outer == null ? value : outer.find(name);
  }

  /**
   * All that is seen, as a live view: a look-up costs the same however many parameters there are.
   */
  public Map<String, Value> view() {
    return new View(this);
  }

  private static final class View extends AbstractMap<String, Value> {
    private final Scope scope;

    View(Scope scope) {
      this.scope = scope;
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
      return name == null ? null : scope.find(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
      return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
      Map<String, Value> all = new LinkedHashMap<>();
      collect(scope, all);
      return new LinkedHashSet<>(all.entrySet());
    }

    private static void collect(Scope scope, Map<String, Value> into) {
      if (scope.outer != null) {
        collect(scope.outer, into);
      }
      into.putAll(scope.own);
    }
  }
}
