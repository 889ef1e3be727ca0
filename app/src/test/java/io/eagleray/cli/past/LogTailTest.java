package io.eagleray.cli.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder = Path.of("");
  private final LogTail tail = new LogTail();

  private List<String> read() {
    List<String> lines = new ArrayList<>();
    tail.read(new LogFiles(folder).all(), line -> lines.add(line.label() + ": " + line.line()));
    return lines;
  }

  @Test
  void only_whole_lines_are_told_and_each_once() throws IOException {
    Path log = Files.writeString(folder.resolve("train-1.log"), "one\ntw");
    assertThat(read()).containsExactly("train: one");
    Files.writeString(log, "o\nthree\n", StandardOpenOption.APPEND);
    assertThat(read()).containsExactly("train: two", "train: three");
    assertThat(read()).isEmpty();
  }

  @Test
  void a_trials_log_is_told_with_its_number() throws IOException {
    Files.createDirectories(folder.resolve("map.3.tune"));
    Files.writeString(folder.resolve("map.3.tune/trial-7-2.log"), "hello\n");
    assertThat(read()).containsExactly("map.3.tune/7: hello");
  }

  @Test
  void a_line_without_end_is_told_in_pieces() throws IOException {
    Files.writeString(folder.resolve("noisy-1.log"), "x".repeat(3 << 20));
    int told = 0;
    for (List<String> lines = read(); !lines.isEmpty(); lines = read()) {
      told += lines.stream().mapToInt(line -> line.length() - "noisy: ".length()).sum();
    }
    assertThat(told).isEqualTo(3 << 20);
  }

  @Test
  void what_was_there_before_can_be_left_out() throws IOException {
    Path log = Files.writeString(folder.resolve("train-1.log"), "old\n");
    tail.skip(new LogFiles(folder).all());
    Files.writeString(log, "new\n", StandardOpenOption.APPEND);
    assertThat(read()).containsExactly("train: new");
  }

  @Test
  void at_the_end_all_is_told_and_a_last_line_without_end_too() throws IOException {
    List<String> lines = Collections.nCopies(300_000, "twelve chars");
    Files.writeString(folder.resolve("train-1.log"), String.join("\n", lines));
    List<String> told = new ArrayList<>();
    tail.readToEnd(new LogFiles(folder).all(), line -> told.add(line.line()));
    assertThat(told).isEqualTo(lines);
  }
}
