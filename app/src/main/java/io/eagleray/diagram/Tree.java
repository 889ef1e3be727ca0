package io.eagleray.diagram;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A flow as a tree in text. */
public final class Tree {
  private static final int LONGEST = 100;

  private final Signs signs;

  /** The signs of its branches. */
  public enum Signs {
    UNICODE("├─ ", "└─ ", "│  ", "→ "),
    ASCII("|- ", "`- ", "|  ", "-> ");

    private final String item;
    private final String last;
    private final String line;
    private final String arrow;

    Signs(String item, String last, String line, String arrow) {
      this.item = item;
      this.last = last;
      this.line = line;
      this.arrow = arrow;
    }
  }

  public Tree(Signs signs) {
    this.signs = signs;
  }

  /** The tree, the title on its first line. */
  public String draw(String title, Flow flow) {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    flow(flow, "", lines);
    // Names may hold what a terminal obeys.
    return lines.stream().map(line -> line.replaceAll("\\p{Cc}", " ") + "\n").collect(joining());
  }

  private void flow(Flow flow, String indent, List<String> lines) {
    List<Flow.Item> items = flow.items().stream().filter(item -> !item.isEnd()).toList();
    int width = items.stream().mapToInt(item -> item.name().length()).max().orElse(0);
    for (int i = 0; i < items.size(); i++) {
      Flow.Item item = items.get(i);
      boolean isLast = i + 1 == items.size();
      String following = isLast ? "success" : items.get(i + 1).name();
      lines.add(
          indent
              + (isLast ? signs.last : signs.item)
              + item.name()
              + " ".repeat(width - item.name().length() + 2)
              + shortened(item.label())
              + links(item, following, flow));
      branches(item, indent + (isLast ? "   " : signs.line), lines);
    }
  }

  private void branches(Flow.Item item, String indent, List<String> lines) {
    List<Map.Entry<String, Flow>> branches = List.copyOf(item.branches().entrySet());
    if (branches.size() == 1) {
      flow(branches.getFirst().getValue(), indent, lines);
      return;
    }
    for (int i = 0; i < branches.size(); i++) {
      boolean isLast = i + 1 == branches.size();
      lines.add(indent + (isLast ? signs.last : signs.item) + branches.get(i).getKey() + ":");
      flow(branches.get(i).getValue(), indent + (isLast ? "   " : signs.line), lines);
    }
  }

  /** What follows a step, where it is not the next line. */
  private String links(Flow.Item item, String following, Flow flow) {
    StringBuilder text = new StringBuilder();
    for (Flow.Arrow arrow : flow.arrows()) {
      if (arrow.from().equals(item.name())) {
        if (arrow.onFailure()) {
          text.append("  on failure ").append(signs.arrow).append(arrow.to());
        } else if (!arrow.to().equals(following)) {
          text.append("  ").append(signs.arrow).append(arrow.to());
        }
      }
    }
    return text.toString();
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST ? label : label.substring(0, LONGEST - 1) + "…";
  }
}
