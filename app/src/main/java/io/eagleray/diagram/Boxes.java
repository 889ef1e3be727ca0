package io.eagleray.diagram;

import java.util.List;

/** How large each part of a drawing is; lengths in pixels. */
final class Boxes {
  static final double GAP = 28;
  static final double LANE = 14;
  static final double PAD = 12;

  /** The name and the label of a step with steps inside. */
  static final double HEAD = 44;

  /** The name of a branch. */
  static final double BRANCH_HEAD = 24;

  private static final double STEP = 44;
  private static final double END = 26;
  private static final double LEAST = 120;
  private static final double CHARACTER = 7.2;
  private static final int LONGEST = 48;

  private Boxes() {}

  /**
   * Steps one below the other.
   *
   * @param width with the lanes beside them, in which arrows pass by
   */
  record Column(Flow flow, List<Box> boxes, double itemsWidth, double width, double height) {}

  /** A step. */
  record Box(Flow.Item item, List<Inside> branches, double width, double height) {}

  /** A branch inside a step. */
  record Inside(String name, Column column, double width) {}

  static Column of(Flow flow) {
    List<Box> boxes = flow.items().stream().map(Boxes::of).toList();
    double items = boxes.stream().mapToDouble(Box::width).max().orElse(LEAST);
    List<String> order = boxes.stream().map(box -> box.item().name()).toList();
    long passing =
        flow.arrows().stream()
            .filter(arrow ->
                arrow.onFailure() || order.indexOf(arrow.to()) != order.indexOf(arrow.from()) + 1)
            .count();
    double lanes = passing == 0 ? 0 : (passing + 1) * LANE;
    double height =
        boxes.stream().mapToDouble(Box::height).sum() + GAP * Math.max(0, boxes.size() - 1);
    return new Column(flow, boxes, items, items + lanes, height);
  }

  private static Box of(Flow.Item item) {
    double text = Math.max(textWidth(item.name()), textWidth(item.label())) + 2 * PAD;
    if (item.isEnd()) {
      return new Box(item, List.of(), textWidth(item.name()) + 4 * PAD, END);
    }
    List<Inside> branches =
        item.branches().entrySet().stream()
            .map(branch -> inside(branch.getKey(), of(branch.getValue())))
            .toList();
    if (branches.isEmpty()) {
      return new Box(item, branches, Math.max(LEAST, text), STEP);
    }
    double inside = branches.stream().mapToDouble(branch -> branch.width() + PAD).sum() + PAD;
    double highest =
        branches.stream().mapToDouble(branch -> branch.column().height()).max().orElse(0);
    double height = HEAD + BRANCH_HEAD + highest + 2 * PAD;
    // Where the step's own text is wider than its branches, they share what is left.
    double more = Math.max(0, text - inside) / branches.size();
    List<Inside> wider =
        branches.stream()
            .map(branch -> new Inside(branch.name(), branch.column(), branch.width() + more))
            .toList();
    return new Box(item, wider, Math.max(inside, text), height);
  }

  private static Inside inside(String name, Column column) {
    return new Inside(name, column, Math.max(column.width(), textWidth(name)) + 2 * PAD);
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  static double textWidth(String text) {
    return shortened(text).length() * CHARACTER;
  }
}
