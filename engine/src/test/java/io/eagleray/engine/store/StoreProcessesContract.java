package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.run.Event;
import io.eagleray.run.Value;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.RunLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every run store promises that several processes use at once. */
abstract class StoreProcessesContract {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** The words with which {@link StoreProcess} opens a store that is not there yet. */
  abstract String place(Path folder);

  /** How long the store may take to notice that a process which held a lock is dead. */
  Duration noticing() {
    return Duration.ZERO;
  }

  private static List<Event> read(RunStore store) {
    List<Event> events = new ArrayList<>();
    store.read("r", 0, events::add);
    return events;
  }

  private static List<Long> sequences(List<Event> events, String writer) {
    return events.stream().filter(e -> e.writer().equals(writer)).map(Event::sequence).toList();
  }

  @Test
  void writersInSeveralProcessesLoseNothing() throws Exception {
    String place = place(folder);
    try (RunStore store = StoreProcess.open(place)) {
      store.create("r");
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(
            StoreProcess.start(folder.resolve("out" + i), "append", place, "r", "p" + i, "300"));
      }
      for (int i = 0; i < 300; i++) {
        store.append("r", List.of(Events.warned("here", i)));
      }
      for (Process process : processes) {
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      List<Event> all = read(store);
      assertThat(all).hasSize(1_200);
      List<Long> whole = LongStream.range(0, 300).boxed().toList();
      for (String writer : List.of("here", "p0", "p1", "p2")) {
        assertThat(sequences(all, writer)).isEqualTo(whole);
      }
    }
  }

  @Test
  void firstStartsOfSeveralProcessesDoNotHinderEachOther() throws Exception {
    String place = place(folder);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(StoreProcess.start(folder.resolve("out" + i), "append", place, "r", "p", "0"));
    }
    for (Process process : processes) {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
  }

  @Test
  void whatAnAppendReturnedFromSurvivesKillMinusNine() throws Exception {
    String place = place(folder);
    Path output = folder.resolve("out");
    try (RunStore store = StoreProcess.open(place)) {
      store.create("r");
    }
    Process process = StoreProcess.start(output, "append", place, "r", "p", "1000000");
    StoreProcess.await(process, output, "\n200\n");
    process.destroyForcibly().waitFor();
    long told = Files.readString(output).lines().count();

    try (RunStore store = StoreProcess.open(place)) {
      List<Long> kept = sequences(read(store), "p");
      // The last line may be cut off, and the last event may have been stored and not told.
      assertThat(kept.size()).isGreaterThanOrEqualTo((int) told - 1);
      assertThat(kept).isEqualTo(LongStream.range(0, kept.size()).boxed().toList());
    }
  }

  @Test
  void aSuccessIsFoundUnderItsKeyAfterKillMinusNine() throws Exception {
    String place = place(folder);
    Path output = folder.resolve("out");
    try (RunStore store = StoreProcess.open(place)) {
      store.create("r");
    }
    Process process = StoreProcess.start(output, "keep", place, "r", "1000000");
    StoreProcess.await(process, output, "\n100\n");
    process.destroyForcibly().waitFor();
    int told = (int) Files.readString(output).lines().count();

    try (RunStore store = StoreProcess.open(place)) {
      int events = read(store).size();
      for (int i = 0; i < told - 1; i++) {
        assertThat(store.earlier(StoreProcess.key(i), "own"))
            .map(step -> step.end().outputs())
            .contains(Map.of("rows", Value.of(Json.of("v" + i))));
      }
      // What is found is in the log: it was there first.
      assertThat(store.earlier(StoreProcess.key(events), "own")).isEmpty();
    }
  }

  @Test
  void anotherProcessKeepsItsLockUntilItIsKilled() throws Exception {
    String place = place(folder);
    Path output = folder.resolve("out");
    Process process = StoreProcess.start(output, "lock", place, "r");
    StoreProcess.await(process, output, "locked");
    try (RunStore store = StoreProcess.open(place)) {
      assertThat(store.isLocked("r")).isTrue();
      assertThatThrownBy(() -> store.lock("r"))
          .isInstanceOf(RunBusyException.class)
          .hasMessage("run r is driven by process " + process.pid() + " now");
      assertThat(store.isLocked("r")).isTrue();

      process.destroyForcibly().waitFor();

      long limit = System.nanoTime() + noticing().toNanos();
      while (store.isLocked("r") && System.nanoTime() < limit) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(store.isLocked("r")).isFalse();
      try (RunLock lock = store.lock("r")) {
        assertThat(store.isLocked("r")).isTrue();
      }
    }
  }
}
