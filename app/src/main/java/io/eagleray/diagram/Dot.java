package io.eagleray.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A flow in the language of Graphviz; steps with steps inside are clusters. */
public final class Dot {
  private final Names names = new Names();
  private final List<String> lines = new ArrayList<>();

  private Dot() {}

  /** The drawing's text. */
  public static String draw(String title, Flow flow) {
    Dot drawing = new Dot();
    drawing.lines.add("digraph pipeline {");
    drawing.lines.add("  label=" + quoted(title) + "; labelloc=t; compound=true;");
    drawing.lines.add("  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];");
    drawing.lines.add("  graph [fontname=\"sans-serif\", fontsize=11, style=rounded];");
    drawing.flow(flow, "  ");
    drawing.lines.add("}");
    return String.join("\n", drawing.lines) + "\n";
  }

  private void flow(Flow flow, String indent) {
    for (Flow.Item item : flow.items()) {
      item(item, indent);
    }
    for (Flow.Arrow arrow : flow.arrows()) {
      arrow(arrow, flow, indent);
    }
  }

  private void item(Flow.Item item, String indent) {
    String name = names.of(item.path());
    if (drawnInside(item).isEmpty()) {
      String label = item.isEnd() ? item.name() : item.name() + "\n" + item.label();
      lines.add(
          indent + name + " [label=" + quoted(label) + (item.isEnd() ? ", shape=oval" : "") + "];");
      return;
    }
    lines.add(indent + "subgraph cluster_" + name + " {");
    lines.add(indent + "  label=" + quoted(item.name() + ": " + item.label()) + ";");
    item.branches()
        .forEach((branch, flow) -> {
          lines.add(indent + "  subgraph cluster_" + names.of(item.path() + "." + branch) + " {");
          lines.add(indent + "    label=" + quoted(branch) + "; color=gray;");
          flow(flow, indent + "    ");
          lines.add(indent + "  }");
        });
    lines.add(indent + "}");
  }

  /** Edges join nodes; where one end is a cluster, the edge is cut off at its border. */
  private void arrow(Flow.Arrow arrow, Flow flow, String indent) {
    Flow.Item from = item(flow, arrow.from());
    Flow.Item to = item(flow, arrow.to());
    List<String> options = new ArrayList<>();
    if (arrow.onFailure()) {
      options.add("style=dashed, color=red, label=\"on failure\", fontsize=9");
    }
    if (drawnInside(from).isPresent()) {
      options.add("ltail=cluster_" + names.of(from.path()));
    }
    if (drawnInside(to).isPresent()) {
      options.add("lhead=cluster_" + names.of(to.path()));
    }
    lines.add(
        indent
            + names.of(last(from).path())
            + " -> "
            + names.of(first(to).path())
            + (options.isEmpty() ? "" : " [" + String.join(", ", options) + "]")
            + ";");
  }

  private static Flow.Item item(Flow flow, String name) {
    return flow.items().stream().filter(item -> item.name().equals(name)).findFirst().orElseThrow();
  }

  private static Flow.Item first(Flow.Item item) {
    return drawnInside(item).map(flow -> first(flow.items().getFirst())).orElse(item);
  }

  private static Flow.Item last(Flow.Item item) {
    return drawnInside(item).map(flow -> last(flow.items().getLast())).orElse(item);
  }

  /** The first branch that has nodes, without which an item is a node itself. */
  private static Optional<Flow> drawnInside(Flow.Item item) {
    return item.branches().values().stream().filter(flow -> !flow.items().isEmpty()).findFirst();
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replaceAll("\\p{Cc}", " ")
        + "\"";
  }
}
