package io.eagleray.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.architecture.Checkout;
import io.eagleray.problem.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where documents and code point to. */
final class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:)([^)\\s]*)\\)");
  private static final Pattern MENTION = Pattern.compile("\\bdocs/[\\w/-]+\\.md(#[\\w-]+)?");

  @Test
  void everyLinkOfADocumentLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : Documents.files()) {
      Matcher matcher = LINK.matcher(Files.readString(file));
      while (matcher.find()) {
        String link = matcher.group(1);
        if (!leadsSomewhere(file, link)) {
          broken.add(Checkout.ROOT.relativize(file) + ": " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyDocumentThatTheSourcesNameIsThere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String folder :
        List.of("core", "search", "worker", "engine", "app", "python", "scripts")) {
      for (Path source : sources(folder)) {
        Matcher matcher = MENTION.matcher(Files.readString(source));
        while (matcher.find()) {
          if (!leadsSomewhere(Checkout.ROOT.resolve("any"), matcher.group())) {
            broken.add(Checkout.ROOT.relativize(source) + ": " + matcher.group());
          }
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyTopicOfAProblemIsInTheDocuments() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      if (!leadsSomewhere(Checkout.ROOT.resolve("any"), topic.link())) {
        broken.add(topic + ": " + topic.link());
      }
    }

    assertThat(broken).isEmpty();
  }

  private static List<Path> sources(String folder) throws IOException {
    return Checkout.files(folder).stream()
        .filter(file -> file.toString().matches(".*\\.(java|py|sh|json)"))
        .toList();
  }

  private static boolean leadsSomewhere(Path from, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty()
            ? from
            : Objects.requireNonNull(from.getParent()).resolve(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || Documents.anchors(target).contains(parts[1]));
  }
}
