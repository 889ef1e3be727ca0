package io.eagleray.diagram;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A flow as a drawing in one SVG file: a column of steps, and branches side by side in boxes. */
public final class Svg {
  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #1f2328; }
        .title { font-size: 16px; font-weight: 600; }
        .name { font-weight: 600; }
        .label, .branch { fill: #59636e; font-size: 11px; }
        .step { fill: #f6f8fa; stroke: #8c959f; }
        .ray { fill: #ddf4ff; stroke: #0969da; }
        .around { fill: #ffffff; stroke: #8c959f; }
        .inside { fill: none; stroke: #d1d9e0; stroke-dasharray: 4 3; }
        .success { fill: #dafbe1; stroke: #1a7f37; }
        .fail { fill: #ffebe9; stroke: #d1242f; }
        .next { fill: none; stroke: #59636e; }
        .failure { fill: none; stroke: #d1242f; stroke-dasharray: 4 3; }
      </style>
      <defs>
        <marker id="next" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#59636e"/></marker>
        <marker id="failure" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#d1242f"/></marker>
      </defs>
      """;

  private static final double EDGE = 20;
  private static final double TITLE = 36;

  private final StringBuilder out = new StringBuilder();

  private Svg() {}

  /** The drawing's text. */
  public static String draw(String title, Flow flow) {
    Svg drawing = new Svg();
    Boxes.Column column = Boxes.of(flow);
    double width = Math.max(column.width(), Boxes.textWidth(title) * 1.3) + 2 * EDGE;
    double height = column.height() + TITLE + 2 * EDGE;
    drawing.out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                + " height=\"%.0f\">%n",
            width,
            height,
            width,
            height));
    drawing.out.append(STYLE);
    drawing.out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    drawing.text(EDGE, EDGE + 14, "title", title, "start");
    drawing.column(column, (width - column.width()) / 2, EDGE + TITLE);
    return drawing.out.append("</svg>\n").toString();
  }

  private record Spot(double x, double y, double width, double height) {
    double middle() {
      return x + width / 2;
    }

    double bottom() {
      return y + height;
    }

    double right() {
      return x + width;
    }
  }

  private void column(Boxes.Column column, double x, double y) {
    Map<String, Spot> spots = new HashMap<>();
    double top = y;
    for (Boxes.Box box : column.boxes()) {
      Spot spot =
          new Spot(x + (column.itemsWidth() - box.width()) / 2, top, box.width(), box.height());
      spots.put(box.item().name(), spot);
      box(box, spot);
      top += box.height() + Boxes.GAP;
    }
    List<String> order = column.boxes().stream().map(box -> box.item().name()).toList();
    double lane = x + column.itemsWidth() + Boxes.LANE;
    for (Flow.Arrow arrow : column.flow().arrows()) {
      Spot from = spots.get(arrow.from());
      Spot to = spots.get(arrow.to());
      if (from == null || to == null) {
        continue;
      }
      if (!arrow.onFailure() && order.indexOf(arrow.to()) == order.indexOf(arrow.from()) + 1) {
        path("next", "M%.1f %.1fV%.1f", from.middle(), from.bottom(), to.y());
      } else {
        path(
            arrow.onFailure() ? "failure" : "next",
            "M%.1f %.1fH%.1fV%.1fH%.1f",
            from.right(),
            from.y() + from.height() / 2 + (arrow.onFailure() ? 6 : 0),
            lane,
            to.y() + to.height() / 2 - 4,
            to.right());
        lane += Boxes.LANE;
      }
    }
  }

  private void box(Boxes.Box box, Spot spot) {
    Flow.Item item = box.item();
    if (item.isEnd()) {
      rect(spot, item.type(), spot.height() / 2);
      text(spot.middle(), spot.y() + spot.height() / 2 + 4, "name", item.name(), "middle");
      return;
    }
    boolean isSimple = box.branches().isEmpty();
    rect(spot, isSimple ? item.type().equals("ray") ? "ray" : "step" : "around", 6);
    text(spot.middle(), spot.y() + 18, "name", Boxes.shortened(item.name()), "middle");
    text(spot.middle(), spot.y() + 34, "label", Boxes.shortened(item.label()), "middle");
    double x = spot.x() + Boxes.PAD;
    for (Boxes.Inside inside : box.branches()) {
      Spot around =
          new Spot(
              x, spot.y() + Boxes.HEAD, inside.width(), spot.height() - Boxes.HEAD - Boxes.PAD);
      rect(around, "inside", 4);
      text(x + Boxes.PAD, around.y() + 14, "branch", Boxes.shortened(inside.name()), "start");
      double left = x + (inside.width() - inside.column().width()) / 2;
      column(inside.column(), left, around.y() + Boxes.BRANCH_HEAD);
      x += inside.width() + Boxes.PAD;
    }
  }

  private void rect(Spot spot, String style, double round) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>%n",
            style,
            spot.x(),
            spot.y(),
            spot.width(),
            spot.height(),
            round));
  }

  private void path(String style, String form, Object... numbers) {
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"%s\" marker-end=\"url(#%s)\" d=\"%s\"/>%n",
            style,
            style,
            String.format(Locale.ROOT, form, numbers)));
  }

  private void text(double x, double y, String style, String text, String anchor) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            style,
            x,
            y,
            anchor,
            escaped(text)));
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            default -> safe.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
          }
        });
    return safe.toString();
  }
}
