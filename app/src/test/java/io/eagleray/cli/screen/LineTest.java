package io.eagleray.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {
  private final Line line = Line.of("abc").add("déf", Style.GOOD).add("日本");

  @Test
  void east_asian_characters_take_two_columns() {
    assertThat(line.width()).isEqualTo(10);
  }

  @Test
  void a_line_that_is_too_long_is_cut_and_says_so() {
    assertThat(line.render(8, false, "…")).isEqualTo("abcdéf…");
    assertThat(line.render(9, false, "…")).isEqualTo("abcdéf日…");
    assertThat(line.render(10, false, "…")).isEqualTo("abcdéf日本");
  }

  @Test
  void colour_is_only_there_where_it_is_asked_for() {
    assertThat(line.render(80, false, "…")).doesNotContain("\u001b");
    assertThat(line.render(80, true, "…")).isEqualTo("abc\u001b[32mdéf\u001b[0m日本");
  }

  @Test
  void combining_marks_take_no_column() {
    assertThat(Line.of("e\u0301").width()).isEqualTo(1);
  }

  @Test
  void what_a_terminal_obeys_is_a_space() {
    assertThat(Line.of("a\u001b[2Jb\u009b2Jc\u007fd\u0085e").plain()).isEqualTo("a [2Jb 2Jc d e");
  }
}
