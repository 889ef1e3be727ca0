package io.eagleray.targets.ray.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static void feed(LogConsumer log, String text, Random random) {
    byte[] bytes = text.getBytes(UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(7));
      log.accept(bytes, at, length);
      at += length;
    }
  }

  @Test
  void letters_and_lines_may_be_split_anywhere() {
    List<String> lines = new ArrayList<>();
    LogLines log = new LogLines(lines::add);
    feed(log, "one\n\nzwei ü 😀\nno end", new Random(1));
    assertThat(lines).containsExactly("one", "", "zwei ü 😀");
    log.end();
    log.end();
    assertThat(lines).containsExactly("one", "", "zwei ü 😀", "no end");
  }

  @Test
  void a_line_that_is_too_long_is_cut_between_letters_and_says_so() {
    List<String> lines = new ArrayList<>();
    LogLines log = new LogLines(lines::add, 5);
    feed(log, "12345\n1234567\nüüüü\nok\n", new Random(2));
    assertThat(lines).containsExactly("12345", "12345… [2 bytes cut]", "üü… [3 bytes cut]", "ok");
  }

  @Test
  void a_cursor_skips_what_was_delivered_however_often_and_wherever_it_broke() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    Random random = new Random(seed);
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      whole.append(random.nextInt(3) == 0 ? "\n" : "w" + i + "ü");
    }
    byte[] bytes = whole.toString().getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogCursor cursor = new LogCursor(out::write);
    int end = 0;
    while (end < bytes.length) {
      end = Math.min(bytes.length, end + random.nextInt(200));
      cursor.beginPass();
      for (int at = 0; at < end; ) {
        int length = Math.min(end - at, 1 + random.nextInt(50));
        cursor.take(bytes, at, length);
        at += length;
      }
    }
    assertThat(out.toString(UTF_8)).as("seed " + seed).isEqualTo(whole.toString());
  }

  @Test
  void a_line_end_that_python_reads_as_two_while_it_is_written_shifts_nothing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogCursor cursor = new LogCursor(out::write);
    cursor.beginPass();
    cursor.take("one\n\ntwo".getBytes(UTF_8), 0, 8);
    cursor.beginPass();
    cursor.take("one\ntwo\nthree".getBytes(UTF_8), 0, 13);
    assertThat(out.toString(UTF_8)).isEqualTo("one\n\ntwo\nthree");
  }

  @Test
  void json_of_a_log_is_read_in_pieces_of_any_size() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    Random random = new Random(seed);
    String json =
        "{\"x\": 1, \"logs\" : \"a\\n\\\"b\\\" \\u00fc \\ud83d\\ude00 \\ud83d ü \\\\ \\/ \\t\"}";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogsJson reader = new LogsJson(new LogCursor(out::write));
    byte[] bytes = json.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(5));
      reader.take(java.util.Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    assertThat(out.toString(UTF_8)).as("seed " + seed).isEqualTo("a\n\"b\" ü 😀 ? ü \\ / \t");
    assertThat(reader.isComplete()).isTrue();
  }
}
