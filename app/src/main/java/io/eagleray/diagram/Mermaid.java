package io.eagleray.diagram;

import java.util.ArrayList;
import java.util.List;

/** A flow in the language of Mermaid, as Markdown pages draw it. */
public final class Mermaid {
  private final Names names = new Names();
  private final List<String> lines = new ArrayList<>();

  private Mermaid() {}

  /** The drawing's text. */
  public static String draw(String title, Flow flow) {
    Mermaid drawing = new Mermaid();
    drawing.lines.add("---");
    drawing.lines.add("title: " + io.eagleray.json.Json.of(title).text());
    drawing.lines.add("---");
    drawing.lines.add("flowchart TB");
    drawing.flow(flow, "  ");
    return String.join("\n", drawing.lines) + "\n";
  }

  private void flow(Flow flow, String indent) {
    for (Flow.Item item : flow.items()) {
      item(item, indent);
    }
    for (Flow.Arrow arrow : flow.arrows()) {
      Flow.Item any = flow.items().getFirst();
      lines.add(
          indent
              + names.of(Names.beside(any, arrow.from()))
              + (arrow.onFailure() ? " -. on failure .-> " : " --> ")
              + names.of(Names.beside(any, arrow.to())));
    }
  }

  private void item(Flow.Item item, String indent) {
    String name = names.of(item.path());
    if (item.isEnd()) {
      lines.add(indent + name + "([" + quoted(item.name()) + "])");
    } else if (item.branches().isEmpty()) {
      lines.add(indent + name + "[" + quoted(item.name() + "\n" + item.label()) + "]");
    } else {
      lines.add(
          indent + "subgraph " + name + "[" + quoted(item.name() + ": " + item.label()) + "]");
      item.branches()
          .forEach((branch, flow) -> {
            String inside = indent + "  ";
            lines.add(
                inside
                    + "subgraph "
                    + names.of(item.path() + "." + branch)
                    + "["
                    + quoted(branch)
                    + "]");
            flow(flow, inside + "  ");
            lines.add(inside + "end");
          });
      lines.add(indent + "end");
    }
  }

  /** In quotes, with the entities that Mermaid knows for what would end them. */
  private static String quoted(String text) {
    return "\""
        + text.replace("#", "#35;")
            .replace("&", "#amp;")
            .replace("\"", "#quot;")
            .replace("<", "#lt;")
            .replace(">", "#gt;")
            .replace("`", "#96;")
            .replace("\n", "<br>")
            .replaceAll("\\p{Cc}", " ")
        + "\"";
  }
}
