package io.eagleray.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactorTest {
  @Test
  void blotsOutEachSecret() {
    Redactor redactor = Redactor.of(List.of("hunter22", "correct horse"));

    assertThat(redactor.redact("a hunter22, b correct horse c hunter2"))
        .isEqualTo("a ***, b *** c hunter2");
  }

  @Test
  void leavesShortValuesAlone() {
    assertThat(Redactor.of(List.of("abcde")).isEmpty()).isTrue();
    assertThat(Redactor.of(List.of("abcde")).redact("abcdef")).isEqualTo("abcdef");
  }

  @Test
  void blotsOutSecretsThatOverlapAsOne() {
    assertThat(Redactor.of(List.of("abcdef", "defghi")).redact("xabcdefghiy")).isEqualTo("x***y");
  }

  @Test
  void findsASecretInsideTheBeginningOfALongerOne() {
    Redactor redactor = Redactor.of(List.of("abcdefghij", "cdefgh"));

    assertThat(redactor.redact("abcdefghiX")).isEqualTo("ab***iX");
    assertThat(redactor.redact("abcdefghijX")).isEqualTo("***X");
  }

  @Test
  void findsASecretAsItStandsInJson() {
    Redactor redactor = Redactor.of(List.of("pa\"ss\\wörd\n1"));

    assertThat(redactor.redact("{\"p\":\"pa\\\"ss\\\\wörd\\n1\"}")).isEqualTo("{\"p\":\"***\"}");
    assertThat(redactor.redact("{\"p\":\"pa\\\"ss\\\\w\\u00f6rd\\n1\"}"))
        .isEqualTo("{\"p\":\"***\"}");
  }

  @Test
  void findsTheBeginningOfASecretThatAMessageCutsOff() {
    Redactor redactor = Redactor.of(List.of("correct horse", "{\"user\": \"me\"}", "incorrect"));

    assertThat(redactor.redact("not 'correct hor…, nor \"corre…, nor correct…horse"))
        .isEqualTo("not '***…, nor \"corre…, nor ***…horse");
    assertThat(redactor.redact("the text \"{\\\"user\\\": …")).isEqualTo("the text \"***…");
    assertThat(redactor.redact("incorrect ho…")).isEqualTo("***…");
  }

  @Test
  void passesOnAtOnceWhatIsNoBeginningOfASecret() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutputStream stream = Redactor.of(List.of("secret-1")).over(out);

    stream.write("line\nsec".getBytes(StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("line\n");

    stream.close();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("line\nsec");
  }

  @Test
  void chunksMakeNoDifferenceAndNoSecretIsLeft() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      List<String> secrets = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        secrets.add(letters(random, 6 + random.nextInt(6)));
      }
      String text = letters(random, random.nextInt(200));
      String expected = slowly(text, secrets);

      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream stream = Redactor.of(secrets).over(out)) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; ) {
          int length = Math.min(bytes.length - at, 1 + random.nextInt(7));
          stream.write(bytes, at, length);
          at += length;
        }
      }
      assertThat(out.toString(StandardCharsets.UTF_8))
          .as("seed %d, %s in %s", seed, secrets, text)
          .isEqualTo(expected);
    }
  }

  /** Few letters, so that secrets occur and overlap. */
  private static String letters(Random random, int length) {
    return random
        .ints(length, 0, 2)
        .collect(StringBuilder::new, (b, i) -> b.append("aé".charAt(i)), (a, b) -> {})
        .toString();
  }

  /** Marks every character of every occurrence, then replaces each marked run. */
  private static String slowly(String text, List<String> secrets) {
    boolean[] secret = new boolean[text.length()];
    for (String one : secrets) {
      for (int at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
        Arrays.fill(secret, at, at + one.length(), true);
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!secret[i]) {
        out.append(text.charAt(i));
      } else if (i == 0 || !secret[i - 1]) {
        out.append(Redactor.BLOT);
      }
    }
    return out.toString();
  }
}
