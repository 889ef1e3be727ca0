package io.eagleray.targets.ray.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectPartsTest {
  private static final List<String> PIECES = List.of("the ", "model's ", "bytes");
  private static final String WHOLE = String.join("", PIECES);

  private final List<String> stored = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final ObjectParts parts = new ObjectParts(this::store);

  private String store(Path file) {
    try {
      files.add(file);
      stored.add(Files.readString(file));
      return sha256(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(int part) {
    take(sha256(WHOLE), part);
  }

  private void take(String sha256, int part) {
    byte[] data = PIECES.get(part).getBytes(StandardCharsets.UTF_8);
    parts.take(new DriverLine.ObjectPart(part, sha256, WHOLE.length(), part, PIECES.size(), data));
  }

  @Test
  void anObjectIsStoredWithItsLastPart() {
    take(0);
    take(1);
    assertThat(stored).isEmpty();

    take(2);

    assertThat(stored).containsExactly(WHOLE);
    assertThat(files).allMatch(Files::notExists);
  }

  @Test
  void twoObjectsMayComeInTurns() {
    String small = sha256("x");
    take(0);
    take(1);
    parts.take(new DriverLine.ObjectPart(9, small, 1, 0, 1, new byte[] {'x'}));
    take(2);

    assertThat(stored).containsExactly("x", WHOLE);
  }

  @Test
  void anEmptyObjectIsOnePart() {
    parts.take(new DriverLine.ObjectPart(0, sha256(""), 0, 0, 1, new byte[0]));

    assertThat(stored).containsExactly("");
  }

  @Test
  void anObjectThatIsToldAgainFromItsStartIsStoredWhole() {
    take(0);
    take(1);
    take(0);
    take(1);
    take(2);

    assertThat(stored).containsExactly(WHOLE);
  }

  @Test
  void aPartThatComesTwiceIsRefused() {
    take(0);
    take(1);

    assertThatThrownBy(() -> take(1))
        .isInstanceOf(DriverLineException.class)
        .hasMessageContaining("part 1 of object")
        .hasMessageContaining("where 2 was due");
  }

  @Test
  void aPartThatIsMissingIsTold() {
    take(0);

    assertThatThrownBy(() -> take(2))
        .isInstanceOf(DriverLineException.class)
        .hasMessageContaining("part 2 of object")
        .hasMessageContaining("where 1 was due");
  }

  @Test
  void aPartWithoutAFirstOneIsRefused() {
    assertThatThrownBy(() -> take(1))
        .isInstanceOf(DriverLineException.class)
        .hasMessageContaining("where 0 was due");
  }

  @Test
  void anObjectWhoseEndNeverComesIsNotStored() {
    take(0);
    take(1);

    parts.close();

    assertThat(stored).isEmpty();
  }

  @Test
  void anObjectOfAnotherContentIsNotStored() {
    String other = sha256("something else");
    take(other, 0);
    take(other, 1);

    assertThatThrownBy(() -> take(other, 2))
        .isInstanceOf(DriverLineException.class)
        .hasMessageContaining(other)
        .hasMessageContaining(sha256(WHOLE));
    assertThat(stored).isEmpty();
  }
}
