package io.eagleray.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long sources are. */
final class SourcesTest {
  private static final int MOST_LINES = 500;
  private static final List<String> FOLDERS =
      List.of(
          "core/src", "search/src", "worker/src", "engine/src", "targets/src", "app/src", "python");

  @Test
  void noSourceIsLongerThan500Lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    int seen = 0;
    for (Path source : sources()) {
      seen++;
      try (Stream<String> lines = Files.lines(source)) {
        long count = lines.count();
        if (count > MOST_LINES) {
          tooLong.add(source + ": " + count);
        }
      } catch (UncheckedIOException e) {
        throw new IOException(source.toString(), e);
      }
    }

    assertThat(seen).as("sources found").isGreaterThan(300);
    assertThat(tooLong).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : FOLDERS) {
      Checkout.files(folder).stream()
          .filter(file -> file.toString().matches(".*\\.(java|py)"))
          .forEach(sources::add);
    }
    return sources;
  }
}
