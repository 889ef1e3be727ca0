package io.eagleray.search.gp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS with a backtracking line search (Nocedal and Wright, Numerical Optimization,
 * algorithms 7.4, 7.5 and 3.1).
 */
final class Minimizer {
  private static final int MEMORY = 8;
  private static final double ARMIJO = 1e-4;
  private static final double LONGEST_STEP = 2;

  /** A function with its gradient. */
  interface Function {
    /**
     * The value at a point; infinite where it does not exist.
     *
     * @param gradient is overwritten
     */
    double at(double[] point, double[] gradient);
  }

  private record Update(double[] step, double[] change, double curvature) {}

  private Minimizer() {}

  /**
   * Goes downhill from a point.
   *
   * @param evaluations the most calls of the function
   * @return the best value; {@code point} is moved there
   */
  static double minimize(Function function, double[] point, int evaluations, double tolerance) {
    int n = point.length;
    double[] gradient = new double[n];
    double value = function.at(point, gradient);
    Deque<Update> memory = new ArrayDeque<>();
    int calls = 1;
    while (calls < evaluations) {
      double[] direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        memory.clear();
        direction = negative(gradient);
        slope = -dot(gradient, gradient);
      }
      double length = Math.sqrt(dot(direction, direction));
      if (!(length > tolerance)) {
        break;
      }
      double rate = Math.min(1, LONGEST_STEP / length);
      double[] next = new double[n];
      double[] nextGradient = new double[n];
      double nextValue = Double.POSITIVE_INFINITY;
      while (calls < evaluations) {
        for (int i = 0; i < n; i++) {
          next[i] = point[i] + rate * direction[i];
        }
        nextValue = function.at(next, nextGradient);
        calls++;
        if (nextValue <= value + ARMIJO * rate * slope) {
          break;
        }
        rate *= Double.isFinite(nextValue) ? 0.4 : 0.2;
      }
      if (!(nextValue < value)) {
        break;
      }
      double gain = value - nextValue;
      remember(memory, point, next, gradient, nextGradient);
      System.arraycopy(next, 0, point, 0, n);
      gradient = nextGradient;
      value = nextValue;
      if (gain < tolerance) {
        break;
      }
    }
    return value;
  }

  private static void remember(
      Deque<Update> memory, double[] point, double[] next, double[] gradient, double[] other) {
    int n = point.length;
    double[] step = new double[n];
    double[] change = new double[n];
    for (int i = 0; i < n; i++) {
      step[i] = next[i] - point[i];
      change[i] = other[i] - gradient[i];
    }
    double curvature = dot(step, change);
    if (curvature > 1e-12) {
      if (memory.size() == MEMORY) {
        memory.removeFirst();
      }
      memory.addLast(new Update(step, change, curvature));
    }
  }

  private static double[] direction(double[] gradient, Deque<Update> memory) {
    double[] q = negative(gradient);
    double[] factors = new double[memory.size()];
    int at = memory.size();
    for (Iterator<Update> newest = memory.descendingIterator(); newest.hasNext(); ) {
      Update update = newest.next();
      factors[--at] = dot(update.step, q) / update.curvature;
      add(q, -factors[at], update.change);
    }
    if (!memory.isEmpty()) {
      Update last = memory.getLast();
      double scale = last.curvature / dot(last.change, last.change);
      for (int i = 0; i < q.length; i++) {
        q[i] *= scale;
      }
    }
    for (Update update : memory) {
      double factor = dot(update.change, q) / update.curvature;
      add(q, factors[at++] - factor, update.step);
    }
    return q;
  }

  private static double[] negative(double[] vector) {
    double[] result = new double[vector.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = -vector[i];
    }
    return result;
  }

  private static void add(double[] to, double factor, double[] vector) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * vector[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
