package io.eagleray.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Values by name, in the order in which they were added. Immutable, yet adding one costs the same
 * however many there are: what grew out of one another shares a list, of which each sees the part
 * that it was made with, and only a second one that grows out of the same makes a copy.
 */
final class NamedValues<T> {
  private final Shared<T> shared;
  private final int size;

  /** What is added to only; guarded by itself. */
  private static final class Shared<T> {
    final List<Named<T>> values = new ArrayList<>();
    final Map<String, Integer> places = new HashMap<>();

    void add(Named<T> value) {
      places.put(value.name(), values.size());
      values.add(value);
    }
  }

  private record Named<T>(String name, T value) {}

  private NamedValues(Shared<T> shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  static <T> NamedValues<T> none() {
    return new NamedValues<>(new Shared<>(), 0);
  }

  /**
   * These and one more.
   *
   * @param what they are called in an error
   * @throws IllegalArgumentException if there is one of that name
   */
  NamedValues<T> and(String what, String name, T value) {
    synchronized (shared) {
      if (shared.places.getOrDefault(name, size) < size) {
        throw new IllegalArgumentException("two " + what + " are called \"" + name + "\"");
      }
      Shared<T> grown = shared.values.size() == size && size > 0 ? shared : copy();
      grown.add(new Named<>(name, value));
      return new NamedValues<>(grown, size + 1);
    }
  }

  private Shared<T> copy() {
    Shared<T> copy = new Shared<>();
    shared.values.subList(0, size).forEach(copy::add);
    return copy;
  }

  void forEach(BiConsumer<String, T> action) {
    List<Named<T>> mine;
    synchronized (shared) {
      mine = List.copyOf(shared.values.subList(0, size));
    }
    mine.forEach(named -> action.accept(named.name(), named.value()));
  }
}
