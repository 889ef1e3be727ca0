package io.eagleray.cli.console;

import io.eagleray.problem.Problem;
import io.eagleray.problem.Topic;
import java.util.List;
import java.util.stream.Collectors;

/** Problems as text, for a person. */
public final class ProblemLines {
  private static final int MOST_LINKS = 3;

  /** Characters; a longer place has its message behind it, out of line. */
  private static final int WIDEST_PLACE = 60;

  private static final int GAP = 2;

  private ProblemLines() {}

  /** Where to read on about the first few of them. */
  public static String links(List<Problem> problems) {
    String links =
        problems.stream()
            .flatMap(problem -> problem.topic().stream())
            .distinct()
            .limit(MOST_LINKS)
            .map(Topic::link)
            .collect(Collectors.joining(", "));
    return links.isEmpty() ? "" : " See " + links;
  }

  /** One line for each problem, the messages one below the other. */
  public static List<String> of(List<Problem> problems) {
    int longest =
        problems.stream().mapToInt(problem -> problem.at().toString().length()).max().orElse(0);
    int width = Math.min(WIDEST_PLACE, longest);
    return problems.stream()
        .map(problem ->
            padded(problem.at().toString(), width)
                + problem.severity().prefix()
                + problem.message())
        .toList();
  }

  private static String padded(String place, int width) {
    return place + " ".repeat(Math.max(0, width - place.length()) + GAP);
  }
}
