package io.eagleray.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs in docs/search.md run as they stand there. */
@Tag("slow")
final class DocumentedSearchTest {
  private static final Pattern NAME = Pattern.compile("class (\\w+)");

  @TempDir Path folder = Path.of("");

  static List<Documents.Block> programs() throws IOException {
    return Documents.blocks("java").stream()
        .filter(block -> block.place().startsWith("docs/search.md"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void runsAndTellsTheBest(Documents.Block block) throws IOException, InterruptedException {
    Matcher name = NAME.matcher(block.text());
    assertThat(name.find()).isTrue();
    Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), block.text());
    Path printed = folder.resolve("printed.txt");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
    assertThat(Files.readString(printed)).containsPattern("\\d\\.\\d+");
  }
}
