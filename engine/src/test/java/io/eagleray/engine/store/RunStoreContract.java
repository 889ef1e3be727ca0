package io.eagleray.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStore.Excerpt;
import io.eagleray.spi.RunStore.RunLock;
import io.eagleray.spi.UnknownRunException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every run store promises. */
abstract class RunStoreContract {
  @SuppressWarnings("NullAway.Init")
  private RunStore store;

  abstract RunStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private List<Event> read(String runId, long after) {
    List<Event> events = new ArrayList<>();
    store.read(runId, after, events::add);
    return events;
  }

  @Test
  void eventsComeBackAsTheyWereInTheirOrder() {
    store.create("r");
    store.append("r", List.of(Events.warned("a", 0), Events.stepEnded("a", 1)));
    store.append("r", List.of(Events.warned("b", 0)));

    assertThat(read("r", 0))
        .containsExactly(Events.warned("a", 0), Events.stepEnded("a", 1), Events.warned("b", 0));
  }

  @Test
  void theDeepestValueThatCanBeGivenComesBack() {
    Json deep = Json.parse("[".repeat(500) + "]".repeat(500));
    JsonObject metrics = JsonObject.builder().put("deep", deep).build();
    RunEvent report =
        new RunEvent.TrialReported(new StepPath("a"), 0, 1, 1, metrics, Optional.empty());
    Event event = new Event("a", 0, 1, Instant.EPOCH, report);
    store.create("r");
    store.append("r", List.of(event));

    assertThat(read("r", 0)).containsExactly(event);
  }

  @Test
  void readingGoesOnBehindWhatIsKnown() {
    store.create("r");
    store.append("r", List.of(Events.warned("a", 0), Events.warned("a", 1), Events.warned("a", 2)));

    assertThat(read("r", 2)).containsExactly(Events.warned("a", 2));
    assertThat(read("r", 3)).isEmpty();
    assertThat(store.read("r", 3, event -> {})).isEqualTo(3);
    assertThat(store.read("r", 1, event -> {})).isEqualTo(3);
  }

  private List<Event> read(String runId, Excerpt excerpt) {
    List<Event> events = new ArrayList<>();
    store.read(runId, excerpt, events::add);
    return events;
  }

  @Test
  void anExcerptHasAtLeastWhatItIsOf() {
    Event asked = Events.trialAsked("a", 2);
    Event object = Events.objectReturned("a", 3);
    Event file = Events.fileKept("a", 4);
    Event last = Events.trialAsked("a", 5);
    store.create("r");
    store.append(
        "r", List.of(Events.created("a", 0), Events.stepEnded("a", 1), asked, object, file, last));

    assertThat(read("r", Excerpt.CREATION)).containsOnlyOnce(Events.created("a", 0));
    assertThat(read("r", Excerpt.STEPS))
        .containsSubsequence(Events.created("a", 0), Events.stepEnded("a", 1), object, file);
    assertThat(read("r", Excerpt.CONTENTS))
        .containsSubsequence(Events.created("a", 0), object, file);
    assertThat(read("r", Excerpt.LAST)).endsWith(last);
  }

  @Test
  void anExcerptOfARunThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> read("none", Excerpt.STEPS)).isInstanceOf(UnknownRunException.class);
  }

  @ParameterizedTest
  @EnumSource
  void anExcerptOfARunWithoutEventsIsEmpty(Excerpt excerpt) {
    store.create("r");

    assertThat(read("r", excerpt)).isEmpty();
  }

  @Test
  void aRunWithoutEventsIsEmpty() {
    store.create("r");
    store.append("r", List.of());

    assertThat(store.read("r", 0, event -> {})).isZero();
  }

  @Test
  void aRunExistsFromItsCreationToItsDeletion() {
    assertThat(store.exists("r")).isFalse();
    store.create("r");
    assertThat(store.exists("r")).isTrue();
    assertThat(store.exists("R")).isFalse();
    store.delete("r");
    assertThat(store.exists("r")).isFalse();
  }

  @Test
  void theDrivenRunsAreThoseThatAreLocked() {
    store.create("r");
    store.create("other");
    assertThat(store.driven()).isEmpty();
    try (RunLock lock = store.lock("r")) {
      assertThat(store.driven()).containsExactly("r");
    }
    assertThat(store.driven()).isEmpty();
  }

  private List<String> earlier(String key, String exceptRun) {
    return store.earlier(key, exceptRun).stream()
        .map(step ->
            step.runId() + " " + step.end().outputs().values().iterator().next().json().text())
        .toList();
  }

  @Test
  void theNewestSuccessUnderAKeyIsFoundThatIsNotOfTheRunItself() {
    String key = "ab12".repeat(16);
    for (String run : List.of("one", "two", "own")) {
      store.create(run);
    }
    assertThat(earlier(key, "own")).isEmpty();

    store.append("two", List.of(Events.warned("a", 0), Events.kept(key, "of two", 1)));
    store.append("one", List.of(Events.kept(key, "of one", 2)));
    store.append("one", List.of(Events.stepEnded("a", 3), Events.kept("cd34".repeat(16), "x", 4)));
    store.append("own", List.of(Events.kept(key, "of own", 5)));

    assertThat(earlier(key, "own")).containsExactly("one \"of one\"");
    assertThat(earlier(key, "one")).containsExactly("own \"of own\"");
    assertThat(earlier("ef56".repeat(16), "own")).isEmpty();
    assertThat(read("two", 1)).containsExactly(Events.kept(key, "of two", 1));
  }

  @Test
  void whatWasKeptGoesWithItsRun() {
    String key = "ab12".repeat(16);
    store.create("one");
    store.create("two");
    store.append("one", List.of(Events.kept(key, "of one", 1)));
    store.append("two", List.of(Events.kept(key, "of two", 2)));

    store.delete("two");
    assertThat(earlier(key, "own")).containsExactly("one \"of one\"");
    store.delete("one");
    store.create("one");
    assertThat(earlier(key, "own")).isEmpty();
  }

  @Test
  void runsOnManyThreadsKeepTheirSuccessesUnderOneKey() throws Exception {
    String key = "ab12".repeat(16);
    List<Future<?>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < 8; writer++) {
        int number = writer;
        ends.add(
            threads.submit(() -> {
              store.create("r" + number);
              store.append("r" + number, List.of(Events.kept(key, "v", number)));
              assertThat(store.earlier(key, "own")).isPresent();
            }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }

    assertThat(earlier(key, "own")).containsExactly("r7 \"v\"");
    assertThat(earlier(key, "r7")).containsExactly("r6 \"v\"");
  }

  @Test
  void runsAreListedTheNewestFirst() {
    store.create("first");
    store.create("a-second");
    store.create("third");

    assertThat(store.runs()).containsExactly("third", "a-second", "first");
  }

  @Test
  void aTakenIdIsRefused() {
    store.create("r");

    assertThatThrownBy(() -> store.create("r"))
        .isInstanceOf(RunExistsException.class)
        .hasMessageContaining("r is taken");
  }

  @Test
  void anUnknownRunIsToldWhenReadAndWhenWritten() {
    assertThatThrownBy(() -> store.read("none", 0, event -> {}))
        .isInstanceOf(UnknownRunException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> store.append("none", List.of(Events.warned("a", 0))))
        .isInstanceOf(UnknownRunException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aDeletedRunIsGoneAndItsIdIsFree() {
    store.create("r");
    store.append("r", List.of(Events.warned("a", 0)));

    store.delete("r");
    store.delete("r");

    assertThat(store.runs()).isEmpty();
    assertThatThrownBy(() -> read("r", 0)).isInstanceOf(UnknownRunException.class);
    store.create("r");
    assertThat(read("r", 0)).isEmpty();
  }

  @Test
  void anIdThatWouldLeadElsewhereIsRefused() {
    for (String id : List.of("../x", "a/b", "", ".hidden", "a".repeat(129), "a\nb")) {
      assertThatThrownBy(() -> store.create(id)).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void onlyOneDrivesARun() {
    store.create("r");
    assertThat(store.isLocked("r")).isFalse();
    try (RunLock lock = store.lock("r")) {
      assertThat(store.isLocked("r")).isTrue();
      assertThatThrownBy(() -> store.lock("r"))
          .isInstanceOf(RunBusyException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(store.isLocked("r")).isTrue();
    }
    assertThat(store.isLocked("r")).isFalse();
  }

  @Test
  void aLockGivenUpTwiceDoesNotEndItsSuccessor() {
    store.create("r");
    RunLock first = store.lock("r");
    first.close();
    try (RunLock second = store.lock("r")) {
      first.close();

      assertThat(store.isLocked("r")).isTrue();
    }
  }

  @Test
  void aDrivenRunIsNotDeleted() {
    store.create("r");
    try (RunLock lock = store.lock("r")) {
      assertThatThrownBy(() -> store.delete("r")).isInstanceOf(RunBusyException.class);
    }
    assertThat(store.runs()).containsExactly("r");
  }

  @Test
  void readersMayAppendWhileTheyRead() {
    store.create("r");
    store.append("r", List.of(Events.warned("a", 0), Events.warned("a", 1)));

    assertThatCode(() ->
            store.read(
                "r", 0, event -> store.append("r", List.of(Events.warned("b", event.sequence())))))
        .doesNotThrowAnyException();
    assertThat(read("r", 0)).hasSize(4);
  }

  @Test
  void manyThreadsLoseNothingAndKeepTheirOrder() throws Exception {
    int writers = 8;
    int each = 200;
    store.create("r");
    List<Future<?>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < writers; writer++) {
        String name = "w" + writer;
        ends.add(
            threads.submit(() ->
                IntStream.range(0, each)
                    .forEach(i -> store.append("r", List.of(Events.warned(name, i))))));
      }
    }
    for (Future<?> end : ends) {
      end.get();
    }

    List<Event> all = read("r", 0);
    assertThat(all).hasSize(writers * each);
    for (int writer = 0; writer < writers; writer++) {
      String name = "w" + writer;
      assertThat(all.stream().filter(e -> e.writer().equals(name)).map(Event::sequence))
          .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> (long) i).toList());
    }
  }
}
