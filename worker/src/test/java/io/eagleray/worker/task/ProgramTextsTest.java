package io.eagleray.worker.task;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramTextsTest {
  private static final String ADVICE =
      " has characters that no program can be given in this locale; set LC_ALL=C.UTF-8";

  @Test
  void whatTheLocaleHasNoCharactersForIsRefusedRatherThanChanged() {
    assertThatThrownBy(
            () -> ProgramTexts.check(StandardCharsets.US_ASCII, "echo grün", Map.of("a", "b")))
        .hasMessage("the script" + ADVICE);
    assertThatThrownBy(
            () -> ProgramTexts.check(StandardCharsets.US_ASCII, "echo", Map.of("name", "Jürgen")))
        .hasMessage("the argument \"name\"" + ADVICE);
  }

  @Test
  void whatItHasCharactersForIsLeftAlone() {
    assertThatCode(
            () -> {
              ProgramTexts.check(StandardCharsets.US_ASCII, "echo", Map.of("a", "b"));
              ProgramTexts.check(StandardCharsets.ISO_8859_1, "echo grün", Map.of("a", "ü"));
              ProgramTexts.check(StandardCharsets.UTF_8, "echo €", Map.of("a", "\ud800"));
            })
        .doesNotThrowAnyException();
  }
}
