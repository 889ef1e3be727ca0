package io.eagleray.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.process.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void theSystemsProgramAndTheJdkAgree() throws IOException {
    assertThat(ProgramHash.isThere()).as("sha256sum is on this machine").isTrue();
    for (int length : new int[] {0, 1, 100_000, 3_000_000}) {
      try (ContentHash program = ContentHash.begin(ContentHash.LARGE);
          ContentHash here = ContentHash.begin(0)) {
        assertThat(program).isInstanceOf(ProgramHash.class);
        byte[] bytes = bytes(length);
        program.update(bytes, 0, length / 2);
        program.update(bytes, length / 2, length - length / 2);
        here.update(bytes, 0, length);
        assertThat(program.hex()).isEqualTo(here.hex());
      }
    }
  }

  @Test
  void whatIsReadThroughItIsHashed() throws IOException {
    byte[] bytes = bytes(200_000);
    try (ContentHash hash = ContentHash.begin(0);
        ContentHash whole = ContentHash.begin(0);
        InputStream input = hash.over(new ByteArrayInputStream(bytes))) {
      assertThat(input.read()).isEqualTo(bytes[0] & 0xff);
      assertThat(input.readAllBytes()).hasSize(bytes.length - 1);
      assertThat(input.read()).isEqualTo(-1);
      whole.update(bytes, 0, bytes.length);
      assertThat(hash.hex()).isEqualTo(whole.hex());
    }
  }

  @Test
  void aHashThatIsNotWantedAnyMoreIsGivenUp() throws IOException {
    ContentHash hash = ContentHash.begin(ContentHash.LARGE);
    hash.update(bytes(10), 0, 10);

    hash.close();
    hash.close();
  }

  @Test
  void theSystemsProgramDoesNotHearWhatEndsOtherPrograms() throws IOException {
    byte[] bytes = bytes(1_000_000);
    Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
    try (ContentHash program = ContentHash.begin(ContentHash.LARGE);
        ContentHash here = ContentHash.begin(0)) {
      // More than a pipe holds: the program reads.
      program.update(bytes, 0, bytes.length);
      ProcessHandle.current()
          .children()
          .filter(child -> !others.contains(child))
          .forEach(child -> {
            Signal.INT.toProcess(child.pid());
            Signal.TERM.toProcess(child.pid());
          });
      program.update(bytes, 0, bytes.length);
      here.update(bytes, 0, bytes.length);
      here.update(bytes, 0, bytes.length);
      assertThat(program.hex()).isEqualTo(here.hex());
    }
  }
}
