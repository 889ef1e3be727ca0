package io.eagleray.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The nearest known word to a misspelt one, by edit distance with transpositions (optimal string
 * alignment).
 */
public final class Nearest {
  private Nearest() {}

  private static final int LONGEST_WORD = 100;
  private static final int MOST_WORDS = 2_000;
  private static final int MOST_LISTED = 20;
  private static final int SHORTEST_BEGINNING = 4;

  /**
   * The known word that is near enough to be what was meant: at most a third of its letters differ,
   * or it goes on where the word ends.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    return known.stream()
        .limit(MOST_WORDS)
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= far(candidate))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= far(candidate))
        .or(() -> beginning(word, known));
  }

  /** How many letters may differ; in words of one letter none but its case. */
  private static int far(String candidate) {
    return candidate.length() < 2 ? 0 : Math.max(1, candidate.length() / 3);
  }

  private static Optional<String> beginning(String word, Collection<String> known) {
    return word.length() < SHORTEST_BEGINNING
        ? Optional.empty()
        : known.stream()
            .limit(MOST_WORDS)
            .filter(candidate -> candidate.regionMatches(true, 0, word, 0, word.length()))
            .min(Comparator.comparingInt(String::length));
  }

  /** The {@link #hint}, or, where nothing is near, the few words that are known. */
  public static String hintOrKnown(String word, Collection<String> known) {
    String hint = hint(word, known);
    return hint.isEmpty() && !known.isEmpty() && known.size() <= MOST_LISTED
        ? "; known are " + String.join(", ", known)
        : hint;
  }

  /** {@code ; did you mean "x"?}, or the empty text where nothing is near. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
