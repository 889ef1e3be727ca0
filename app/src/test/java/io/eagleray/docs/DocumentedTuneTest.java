package io.eagleray.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.architecture.Checkout;
import io.eagleray.commandline.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The searches that docs/tune.md shows run, with the example's program and space. */
@Tag("slow")
final class DocumentedTuneTest {
  private static final Path EXAMPLE = Checkout.ROOT.resolve("examples/tune-command");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path folder = Path.of("");

  static Stream<String> commands() throws IOException {
    return Files.readAllLines(Checkout.ROOT.resolve("docs/tune.md")).stream()
        .filter(line -> line.startsWith("    ./eagleray tune "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void runsToItsEnd(String shown) throws IOException {
    Files.copy(EXAMPLE.resolve("space.yaml"), folder.resolve("space.yaml"));
    Files.copy(EXAMPLE.resolve("train.py"), folder.resolve("train.py"));
    Path script = folder.resolve("train.sh");
    Files.writeString(script, "#!/bin/sh\nexec python3 train.py --epochs 2 \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    List<String> words = words(shown.strip().substring("./eagleray ".length()));

    try (CommandLine run = CommandLine.start(folder, words.toArray(String[]::new))) {
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("SUCCESS");
    }
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }
}
