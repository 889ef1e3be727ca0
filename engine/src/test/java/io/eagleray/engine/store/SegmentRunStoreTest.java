package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.engine.store.segment.SegmentRunStore;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentRunStoreTest extends RunStoreContract {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** The clock stands still, so that nothing is in order by chance. */
  @Override
  RunStore open() {
    return SegmentRunStore.open(folder.resolve("logs"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<Event> read(RunStore store, long after) {
    List<Event> events = new ArrayList<>();
    store.read("r", after, events::add);
    return events;
  }

  private Path onlySegment() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("logs/r"))) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  private static Event at(int epoch, int second) {
    return new Event("w" + epoch, second, epoch, NOW.plusSeconds(second), new RunEvent.Warned("x"));
  }

  @Test
  void anotherProcessReadsWhatThisOneWrote() {
    try (RunStore writer = open();
        RunStore reader = open()) {
      writer.create("r");
      writer.append("r", List.of(Events.stepEnded("a", 0)));
      assertThat(read(reader, 0)).containsExactly(Events.stepEnded("a", 0));
      writer.append("r", List.of(Events.stepEnded("a", 1)));
      assertThat(read(reader, 1)).containsExactly(Events.stepEnded("a", 1));
    }
  }

  @Test
  void writersAreBroughtIntoOneOrderByEpochAndTime() {
    try (RunStore one = open();
        RunStore other = open();
        RunStore reader = open()) {
      one.create("r");
      one.append("r", List.of(at(1, 1), at(1, 4)));
      other.append("r", List.of(at(1, 2), at(2, 0)));
      one.append("r", List.of(at(1, 5)));

      assertThat(read(reader, 0)).containsExactly(at(1, 1), at(1, 2), at(1, 4), at(1, 5), at(2, 0));
    }
  }

  @Test
  void whatWasReadKeepsItsPlaceWhenAnEarlierEventComesLate() {
    try (RunStore one = open();
        RunStore other = open()) {
      one.create("r");
      one.append("r", List.of(at(1, 5), at(1, 6)));
      assertThat(read(one, 0)).containsExactly(at(1, 5), at(1, 6));
      other.append("r", List.of(at(1, 1)));
      one.append("r", List.of(at(1, 7)));

      assertThat(read(one, 2)).containsExactly(at(1, 1), at(1, 7));
      assertThat(read(one, 0)).containsExactly(at(1, 5), at(1, 6), at(1, 1), at(1, 7));
      assertThat(read(one, 1)).containsExactly(at(1, 6), at(1, 1), at(1, 7));
    }
  }

  @Test
  void aTornEndIsPassedOverAndTheNextWriterGoesOn() throws IOException {
    try (RunStore dying = open()) {
      dying.create("r");
      dying.append("r", List.of(at(1, 1)));
      dying.append("r", List.of(at(1, 2), at(1, 3)));
    }
    Path segment = onlySegment();
    byte[] whole = Files.readAllBytes(segment);
    int second = new String(whole, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
    for (int length = second; length < whole.length; length++) {
      Files.write(segment, java.util.Arrays.copyOf(whole, length));
      try (RunStore next = open()) {
        assertThat(read(next, 0)).as("%d bytes", length).containsExactly(at(1, 1));
      }
    }
    try (RunStore next = open()) {
      next.append("r", List.of(at(2, 4)));
      assertThat(read(next, 0)).containsExactly(at(1, 1), at(2, 4));
    }
  }

  @Test
  void aTornEndOfOtherBytesIsPassedOverToo() throws IOException {
    try (RunStore dying = open()) {
      dying.create("r");
      dying.append("r", List.of(at(1, 1)));
    }
    Files.write(onlySegment(), new byte[] {0, 0, 0, '\n'}, StandardOpenOption.APPEND);
    try (RunStore next = open()) {
      assertThat(read(next, 0)).containsExactly(at(1, 1));
    }
  }

  @Test
  void damageInTheMiddleIsToldWithItsPlace() throws IOException {
    try (RunStore store = open()) {
      store.create("r");
      store.append("r", List.of(at(1, 1)));
      store.append("r", List.of(at(1, 2)));
    }
    byte[] bytes = Files.readAllBytes(onlySegment());
    bytes[12] ^= 1;
    Files.write(onlySegment(), bytes);
    try (RunStore store = open()) {
      assertThatThrownBy(() -> read(store, 0))
          .isInstanceOf(RunStoreException.class)
          .hasMessageContaining("is damaged at byte 0")
          .hasMessageContaining(onlySegment().toString());
    }
  }

  @Test
  void aRunThatAnotherProcessMadeAgainIsReadAnew() {
    try (RunStore one = open();
        RunStore other = open()) {
      one.create("r");
      one.append("r", List.of(at(1, 1)));
      assertThat(read(one, 0)).hasSize(1);
      other.delete("r");
      other.create("r");
      other.append("r", List.of(at(1, 2)));

      assertThat(read(one, 0)).containsExactly(at(1, 2));
      one.append("r", List.of(at(1, 3)));
      assertThat(read(other, 0)).containsExactly(at(1, 2), at(1, 3));
    }
  }

  @Test
  void aNewRunHasNothingOfOneOfItsNameWhoseDeletionWasCutOff() throws IOException {
    try (RunStore store = open()) {
      store.create("r");
      store.append("r", List.of(at(1, 1)));
    }
    // The first thing that a deletion does.
    Files.move(folder.resolve("logs/r/created"), folder.resolve("logs/r/deleted"));
    try (RunStore store = open()) {
      assertThat(store.exists("r")).isFalse();
      store.create("r");
      store.append("r", List.of(at(1, 2)));

      assertThat(read(store, 0)).containsExactly(at(1, 2));
    }
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> SegmentRunStore.open(file, Clock.systemUTC()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("cannot be made")
        .hasMessageContaining("log_folder");
  }
}
