package io.eagleray.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Understands the few codes that a canvas writes, and shows what would be on the screen. */
final class VirtualTerminal {
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;

  void print(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> column = 0;
        case '\n' -> {
          row++;
          column = 0;
          if (row == rows.size()) {
            rows.add(new StringBuilder());
          }
        }
        case '\u001b' -> i = code(text, i + 2);
        default -> put(c);
      }
    }
  }

  private void put(char c) {
    StringBuilder line = rows.get(row);
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column++, c);
  }

  private int code(String text, int from) {
    int end = from;
    while (!Character.isLetter(text.charAt(end))) {
      end++;
    }
    String argument = text.substring(from, end);
    switch (text.charAt(end)) {
      case 'A' -> row -= Integer.parseInt(argument);
      case 'K' -> rows.get(row).setLength(Math.min(rows.get(row).length(), column));
      case 'J' -> {
        rows.get(row).setLength(Math.min(rows.get(row).length(), column));
        rows.subList(row + 1, rows.size()).clear();
      }
      case 'l', 'h', 'm' -> {}
      default -> throw new AssertionError("unknown code: " + argument + text.charAt(end));
    }
    return end;
  }

  /** What is on the screen, without the empty row at the end. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    rows.forEach(line -> lines.add(line.toString().stripTrailing()));
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }
}
