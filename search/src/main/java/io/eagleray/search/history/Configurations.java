package io.eagleray.search.history;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.Domain;
import io.eagleray.search.space.ListedDomain;
import io.eagleray.search.space.Parameter;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The configurations of all trials, as numbers: an array for each parameter instead of objects for
 * each trial, so that a million trials fit into memory; and an index that finds them again.
 */
final class Configurations {
  private final SearchSpace space;

  /** By parameter and trial: a number's value or the place in a list; NaN where inactive. */
  private final double[][] values;

  private int[] hashes = new int[16];
  private int size;

  /** Trials by hash, plus one; 0 is a free slot. Never more than half full. */
  private int[] slots = new int[64];

  /** What trials had before they were given another configuration. */
  private final Set<Configuration> replaced = new HashSet<>();

  Configurations(SearchSpace space) {
    this.space = space;
    this.values = new double[space.size()][16];
  }

  int size() {
    return size;
  }

  void add(Configuration configuration) {
    if (size == hashes.length) {
      grow();
    }
    put(size, configuration);
    size++;
    index(size - 1);
  }

  void set(int trial, Configuration configuration) {
    replaced.add(get(trial));
    replaced.add(configuration);
    put(trial, configuration);
  }

  Configuration get(int trial) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      double value = values[i][trial];
      if (!Double.isNaN(value)) {
        Parameter parameter = space.parameters().get(i);
        map.put(parameter.name(), decoded(parameter.domain(), value));
      }
    }
    return Configuration.of(map);
  }

  boolean contains(Configuration configuration) {
    int hash = configuration.hashCode();
    int slot = slotOf(hash);
    while (slots[slot] != 0) {
      int trial = slots[slot] - 1;
      if (hashes[trial] == hash && get(trial).equals(configuration)) {
        return true;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return replaced.contains(configuration);
  }

  private void put(int trial, Configuration configuration) {
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = space.parameters().get(i);
      Object value = configuration.asMap().get(parameter.name());
      values[i][trial] = value == null ? Double.NaN : encoded(parameter.domain(), value);
    }
    hashes[trial] = configuration.hashCode();
  }

  private static double encoded(Domain domain, Object value) {
    return domain instanceof ListedDomain listed
        ? listed.indexOf(value)
        : ((Number) value).doubleValue();
  }

  private static Object decoded(Domain domain, double value) {
    return domain instanceof ListedDomain listed
        ? listed.values().get((int) value)
        : domain.canonical(value);
  }

  private void index(int trial) {
    if (2 * size > slots.length) {
      slots = new int[2 * slots.length];
      for (int each = 0; each < trial; each++) {
        place(each);
      }
    }
    place(trial);
  }

  private void place(int trial) {
    int slot = slotOf(hashes[trial]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = trial + 1;
  }

  /** Hashes of numbers often differ in few bits only: all of them are mixed. */
  private int slotOf(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & (slots.length - 1);
  }

  private void grow() {
    hashes = Arrays.copyOf(hashes, 2 * size);
    for (int i = 0; i < values.length; i++) {
      values[i] = Arrays.copyOf(values[i], 2 * size);
    }
  }
}
