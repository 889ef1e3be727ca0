package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.Console;
import io.eagleray.docs.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command that a document shows is one, with options that it takes. */
final class DocumentedCommandsTest {
  private static final Pattern SHOWN = Pattern.compile("\\./eagleray((?: +[^\\s`|;&)#,]+)*)");

  @Test
  void everyCommandAndOptionThatIsShownExists() throws IOException {
    CommandLine line = CommandTree.whole(Console.ofProcess());
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Path file : Documents.files()) {
      // The command that is tuned has options of its own.
      String text = Files.readString(file).replaceAll("--command '[^']*'", "--command X");
      Matcher matcher = SHOWN.matcher(text);
      while (matcher.find()) {
        seen++;
        List<String> words =
            Arrays.stream(matcher.group(1).strip().split(" +")).filter(w -> !w.isEmpty()).toList();
        problem(line, words).ifPresent(what -> wrong.add(file.getFileName() + ": " + what));
      }
    }

    assertThat(seen).isGreaterThan(20);
    assertThat(wrong).isEmpty();
  }

  private static Optional<String> problem(CommandLine line, List<String> words) {
    if (words.isEmpty() || !words.get(0).matches("[a-z-]+")) {
      return Optional.empty(); // "./eagleray COMMAND", or the program in a sentence
    }
    CommandLine command = line.getSubcommands().get(words.get(0));
    if (words.get(0).startsWith("-")) {
      return Optional.empty();
    }
    if (command == null) {
      return Optional.of("no command " + words.get(0));
    }
    if (words.size() > 1 && command.getSubcommands().containsKey(words.get(1))) {
      return problem(command, words.subList(1, words.size()));
    }
    List<String> options = CommandTree.options(command);
    // What stands behind a lone -- is somebody else's.
    return words.subList(0, words.contains("--") ? words.indexOf("--") : words.size()).stream()
        .skip(1)
        .filter(word -> word.matches("--?[a-zA-Z][a-z-]*(=.*)?"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(word -> !options.contains(word))
        .map(word -> words.get(0) + " takes no " + word)
        .findFirst();
  }
}
