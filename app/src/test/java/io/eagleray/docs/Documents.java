package io.eagleray.docs;

import io.eagleray.architecture.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the project's Markdown files hold. */
public final class Documents {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);

  private Documents() {}

  /**
   * A fenced block.
   *
   * @param place the file and the line of its fence
   */
  public record Block(String place, String language, String text) {
    @Override
    public String toString() {
      return place;
    }
  }

  /** All Markdown files that users read. */
  public static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String top : List.of("README.md", "CONTRIBUTING.md")) {
      files.add(Checkout.ROOT.resolve(top));
    }
    for (String folder : List.of("docs", "examples")) {
      Checkout.files(folder).stream()
          .filter(file -> file.toString().endsWith(".md"))
          .forEach(files::add);
    }
    return files;
  }

  /** The blocks of a language in all files. */
  public static List<Block> blocks(String language) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      Matcher matcher = BLOCK.matcher(text);
      while (matcher.find()) {
        if (matcher.group(1).equals(language)) {
          long line = text.substring(0, matcher.start()).lines().count() + 1;
          String place = Checkout.ROOT.relativize(file) + ":" + line;
          blocks.add(new Block(place, language, matcher.group(2)));
        }
      }
    }
    return blocks;
  }

  /** The anchors that headings make, as on GitHub. */
  static Set<String> anchors(Path file) throws IOException {
    Set<String> anchors = new LinkedHashSet<>();
    Matcher matcher = HEADING.matcher(BLOCK.matcher(Files.readString(file)).replaceAll(""));
    while (matcher.find()) {
      anchors.add(
          matcher
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\w\\- ]", "")
              .strip()
              .replace(' ', '-'));
    }
    return anchors;
  }
}
