package io.eagleray.plan;

import java.util.List;

/**
 * Which vertices of an acyclic graph lie on every path to another one. The tree of immediate
 * dominators is built in topological order; ancestors are found in logarithmic time with one jump
 * pointer a vertex (Myers, "An applicative random-access stack", 1983).
 */
final class Dominators {
  private final int[] parent;
  private final int[] depth;
  private final int[] jump;

  /**
   * @param predecessors of each vertex, all of them smaller than itself; none for vertex 0 alone
   */
  Dominators(List<int[]> predecessors) {
    int count = predecessors.size();
    parent = new int[count];
    depth = new int[count];
    jump = new int[count];
    for (int vertex = 1; vertex < count; vertex++) {
      int[] before = predecessors.get(vertex);
      int common = before[0];
      for (int i = 1; i < before.length; i++) {
        common = common(common, before[i]);
      }
      hang(vertex, common);
    }
  }

  private void hang(int vertex, int above) {
    parent[vertex] = above;
    depth[vertex] = depth[above] + 1;
    boolean even =
        depth[above] - depth[jump[above]] == depth[jump[above]] - depth[jump[jump[above]]];
    jump[vertex] = even ? jump[jump[above]] : above;
  }

  private int common(int a, int b) {
    int left = ancestor(a, Math.min(depth[a], depth[b]));
    int right = ancestor(b, Math.min(depth[a], depth[b]));
    while (left != right) {
      boolean far = jump[left] != jump[right];
      left = far ? jump[left] : parent[left];
      right = far ? jump[right] : parent[right];
    }
    return left;
  }

  private int ancestor(int vertex, int atDepth) {
    int at = vertex;
    while (depth[at] > atDepth) {
      at = depth[jump[at]] >= atDepth ? jump[at] : parent[at];
    }
    return at;
  }

  /** Whether every path to a vertex goes through another one, or through itself. */
  boolean dominates(int vertex, int other) {
    return depth[other] >= depth[vertex] && ancestor(other, depth[vertex]) == vertex;
  }
}
