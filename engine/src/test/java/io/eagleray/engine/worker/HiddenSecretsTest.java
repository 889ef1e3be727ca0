package io.eagleray.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenSecretsTest {
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final HiddenSecrets secrets = new HiddenSecrets();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsAddedLaterIsHiddenFromThenOn() throws IOException {
    try (OutputStream stream = secrets.over(target)) {
      secrets.add(List.of("hunter22"));
      stream.write(bytes("one hunter22 "));
      secrets.add(List.of("swordfish"));
      stream.write(bytes("two hunter22 sword"));
      stream.write(bytes("fish end"));
    }
    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("one *** two *** *** end");
  }

  @Test
  void nothingIsLostWhereThereAreNoSecrets() throws IOException {
    try (OutputStream stream = secrets.over(target)) {
      stream.write(bytes("plain"));
      stream.write('!');
      secrets.add(List.of("hunter22"));
      stream.write(bytes(" hunter"));
    }
    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("plain! hunter");
  }
}
