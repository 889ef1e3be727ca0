package io.eagleray.search.registry;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that configuration files may use for one kind of thing. The first factory for a name
 * wins.
 *
 * @param <T> the kind
 */
public final class Registry<T> {
  private final Map<String, Factory<T>> factories = new TreeMap<>();
  private final Set<String> foreign;

  /**
   * Collects factories.
   *
   * @param foreign names of Ray Tune that are known, although no factory may answer to them
   */
  public Registry(Iterable<? extends Factory<T>> factories, Set<String> foreign) {
    for (Factory<T> factory : factories) {
      factory.names().forEach(name -> this.factories.putIfAbsent(name, factory));
    }
    this.foreign = Set.copyOf(foreign);
  }

  /** What is known about a name. */
  public Lookup<T> find(String name) {
    Factory<T> factory = factories.get(name);
    if (factory != null) {
      return new Lookup.Found<>(name, factory);
    }
    return foreign.contains(name)
        ? new Lookup.NotNative<>(name)
        : new Lookup.Unknown<>(name, known());
  }

  /** The names that can be used, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(factories.keySet());
  }

  /** The names that can be used and those that are only Ray Tune's, sorted. */
  public Set<String> known() {
    Set<String> all = new TreeSet<>(factories.keySet());
    all.addAll(foreign);
    return Collections.unmodifiableSet(all);
  }
}
