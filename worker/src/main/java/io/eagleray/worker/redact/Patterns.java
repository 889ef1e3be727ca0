package io.eagleray.worker.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The automaton of Aho and Corasick ("Efficient string matching: an aid to bibliographic search",
 * CACM 18(6), 1975) over bytes. A state is the longest end of what was read that begins some
 * pattern; state 0 is the empty one. Bytes that stand in no pattern share one column of the table.
 */
final class Patterns {
  private final int[] column = new int[256];
  private final int columns;
  private final int[] next;
  private final int[] depth;
  private final int[] longestMatch;
  private final int longest;

  Patterns(Set<String> texts) {
    List<byte[]> patterns = texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
    int used = 1;
    for (byte[] pattern : patterns) {
      for (byte b : pattern) {
        if (column[b & 255] == 0) {
          column[b & 255] = used++;
        }
      }
    }
    columns = used;
    int states = 1 + patterns.stream().mapToInt(p -> p.length).sum();
    next = new int[states * columns];
    depth = new int[states];
    longestMatch = new int[states];
    longest = patterns.stream().mapToInt(p -> p.length).max().orElse(0);
    Arrays.fill(next, -1);
    int count = 1;
    for (byte[] pattern : patterns) {
      count = insert(pattern, count);
    }
    link();
  }

  private int insert(byte[] pattern, int count) {
    int states = count;
    int state = 0;
    for (byte b : pattern) {
      int edge = state * columns + column[b & 255];
      if (next[edge] < 0) {
        depth[states] = depth[state] + 1;
        next[edge] = states++;
      }
      state = next[edge];
    }
    longestMatch[state] = pattern.length;
    return states;
  }

  /** Breadth first, so that the state fallen back to is complete before it is needed. */
  private void link() {
    int[] fallback = new int[depth.length];
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      if (longestMatch[state] == 0) {
        longestMatch[state] = longestMatch[fallback[state]];
      }
      for (int c = 0; c < columns; c++) {
        int edge = state * columns + c;
        int fallen = state == 0 ? 0 : next[fallback[state] * columns + c];
        if (next[edge] < 0) {
          next[edge] = fallen;
        } else {
          fallback[next[edge]] = fallen;
          queue.add(next[edge]);
        }
      }
    }
  }

  int next(int state, byte read) {
    return next[state * columns + column[read & 255]];
  }

  /** How many of the last bytes may still become part of a match. */
  int depth(int state) {
    return depth[state];
  }

  /** The length of the longest pattern that ends here; 0 for none. */
  int match(int state) {
    return longestMatch[state];
  }

  /** The length of the longest pattern in bytes. */
  int longest() {
    return longest;
  }
}
