package io.eagleray.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastErrorTest {
  private static String suffix(String... lines) {
    LastError error = new LastError();
    List.of(lines).forEach(error::add);
    return error.suffix();
  }

  @Test
  void theLastLineThatSaysSomethingIsKept() {
    assertThat(suffix()).isEmpty();
    assertThat(suffix("first", "last", " ")).isEqualTo(": last");
  }

  @Test
  void theAdviceToReadAboutOptionsIsNotTheError() {
    assertThat(suffix("docker: no daemon.", "See 'docker run --help'."))
        .isEqualTo(": docker: no daemon.");
    assertThat(suffix("docker: no daemon", "", "Run 'docker run --help' for more information"))
        .isEqualTo(": docker: no daemon");
    assertThat(suffix("ls: unrecognized option", "Try 'ls --help' for more information."))
        .isEqualTo(": ls: unrecognized option");
    assertThat(suffix("Try 'again'")).isEqualTo(": Try 'again'");
  }
}
