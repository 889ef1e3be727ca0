package io.eagleray.search.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.cma.CmaEsSampler;
import io.eagleray.search.sampler.GridSampler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.scheduler.AshaScheduler;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.PopulationBasedTraining;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.study.Next;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import io.eagleray.search.tpe.TpeSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  @Test
  void aStudyGoesOnFromItsJournalAsIfUndisturbed() {
    for (Sampler sampler : List.of(new TpeSampler(), new CmaEsSampler())) {
      List<Configuration> undisturbed = run(file("whole" + sampler.hashCode()), sampler, 60);
      Path path = file("parts" + sampler.hashCode());
      List<Configuration> inParts = new ArrayList<>();
      for (int until : new int[] {1, 7, 25, 60}) {
        inParts.addAll(run(path, sampler, until));
      }
      assertThat(inParts).isEqualTo(undisturbed);
    }
  }

  @Test
  void trialsInFlightAreStillRunning() {
    Path path = file("flight");
    Trial first;
    try (Journal journal = Journal.open(path, study(new TpeSampler()))) {
      first = journal.ask();
      journal.tell(journal.ask(), 1);
      journal.report(first.number(), 1, 0.5);
    }
    try (Journal journal = Journal.open(path, study(new TpeSampler()))) {
      assertThat(journal.running()).containsExactly(first);
      assertThat(journal.study().history().step(0)).isEqualTo(1);
      journal.restart(0, 0);
      journal.tell(0, Outcome.failed());
    }
    try (Journal journal = Journal.open(path, study(new TpeSampler()))) {
      assertThat(journal.running()).isEmpty();
      assertThat(journal.study().best().orElseThrow().number()).isEqualTo(1);
    }
  }

  /** Wherever the last write was cut off, all events before it are there. */
  @Test
  void aTornEndIsDroppedAtEveryByte() throws IOException {
    Path path = file("torn");
    long before;
    try (Journal journal = Journal.open(path, study(new TpeSampler()))) {
      journal.tell(journal.ask(), 3);
      before = Files.size(path);
      journal.ask();
    }
    byte[] whole = Files.readAllBytes(path);
    for (int length = (int) before; length < whole.length; length++) {
      Path torn = file("torn" + length);
      Files.write(torn, Arrays.copyOf(whole, length));
      try (Journal journal = Journal.open(torn, study(new TpeSampler()))) {
        assertThat(journal.study().history().size()).as("%d bytes", length).isEqualTo(1);
        journal.ask();
      }
      assertThat(Files.readAllBytes(torn)).as("%d bytes", length).isEqualTo(whole);
    }
  }

  @Test
  void aBeginningThatWasCutOffBeginsAgain() throws IOException {
    Path path = file("begun");
    Journal.open(path, study(new TpeSampler())).close();
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      Journal.open(path, study(new TpeSampler())).close();
      assertThat(Files.readAllBytes(path)).as("%d bytes", length).isEqualTo(whole);
    }
  }

  @Test
  void aFlippedBitBeforeTheEndIsFound() throws IOException {
    Path path = file("flipped");
    run(path, new TpeSampler(), 5);
    byte[] whole = Files.readAllBytes(path);
    Path copy = file("copy");
    for (int at = 0; at < whole.length - 80; at += 3) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(copy, flipped);
      assertThatThrownBy(() -> Journal.open(copy, study(new TpeSampler())).close())
          .as("byte %d", at)
          .isInstanceOf(JournalException.class);
    }
  }

  @Test
  void anotherStudyIsToldWhatDiffers() {
    Path path = file("other");
    run(path, new TpeSampler(), 3);
    SearchSpace space =
        SearchSpace.builder()
            .uniform("x", 0, 2)
            .choice("kind", "a", "b")
            .uniform("z", 0, 1)
            .build();
    Study other = Study.minimize("error").space(space).seed(8).build();
    assertThatThrownBy(() -> Journal.open(path, other))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("seed is 7 in the journal and 8 here")
        .hasMessageContaining("minimize \"loss\" in the journal and minimize \"error\" here")
        .hasMessageContaining(
            "parameter \"x\" is Uniform[low=0.0, high=1.0] in the journal and"
                + " Uniform[low=0.0, high=2.0] here")
        .hasMessageContaining("parameter \"n\" is")
        .hasMessageContaining("parameter \"z\" is missing in the journal");
    assertThat(StudyDescription.of(other).differences(StudyDescription.of(other))).isEmpty();
  }

  @Test
  void everyKindOfValueComesBack() {
    SearchSpace space =
        SearchSpace.builder()
            .choice("c", "a\n\"b", 1, 2.5, true, List.of(1, "x"), Map.of("k", 3))
            .normal("g", 0, 1)
            .logRandInt("n", 1, 1L << 53)
            .constant("k", "always")
            .build();
    Path path = file("values");
    List<Configuration> asked = new ArrayList<>();
    try (Journal journal = Journal.open(path, several(space))) {
      for (int i = 0; i < 30; i++) {
        Trial trial = journal.ask();
        asked.add(trial.config());
        journal.tell(
            trial.number(),
            Outcome.completed(List.of(i + 0.5, Double.NaN), List.of(Double.POSITIVE_INFINITY)));
      }
    }
    try (Journal journal = Journal.open(path, several(space))) {
      for (int i = 0; i < 30; i++) {
        assertThat(journal.study().history().configuration(i)).isEqualTo(asked.get(i));
        assertThat(journal.study().values(i)).containsExactly(i + 0.5, Double.NaN);
        assertThat(journal.study().history().violation(i)).isInfinite();
      }
    }
  }

  @Test
  void twoStudiesDoNotWriteToOneFile() {
    Path path = file("shared");
    try (Journal first = Journal.open(path, study(new TpeSampler()))) {
      first.ask();
      assertThatThrownBy(() -> Journal.open(path, study(new TpeSampler())))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aFileOfSomethingElseIsLeftAlone() throws IOException {
    Path path = file("notes.txt");
    Files.writeString(path, "remember the milk");
    assertThatThrownBy(() -> Journal.open(path, study(new TpeSampler())))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is not a journal");
    assertThat(path).hasContent("remember the milk");
    Study begun = study(new TpeSampler());
    begun.ask();
    assertThatThrownBy(() -> Journal.open(file("new"), begun)).hasMessageContaining("it has 1");
  }

  /** Runs until the study has so many trials, and returns the new ones. */
  private static List<Configuration> run(Path path, Sampler sampler, int until) {
    List<Configuration> proposed = new ArrayList<>();
    try (Journal journal = Journal.open(path, study(sampler))) {
      while (journal.study().history().size() < until) {
        Trial trial = journal.ask();
        proposed.add(trial.config());
        Decision decision = Decision.CONTINUE;
        for (int step = 1; step <= 9 && decision == Decision.CONTINUE; step++) {
          decision = journal.report(trial.number(), step, loss(trial.config()) / step);
        }
        journal.tell(trial.number(), Outcome.stopped());
      }
    }
    return proposed;
  }

  private static double loss(Configuration config) {
    return Math.abs(config.getDouble("x") - 0.3) + config.getDouble("n") / 10;
  }

  private static Study study(Sampler sampler) {
    return Study.minimize("loss")
        .space(JournalTest::space)
        .seed(7)
        .sampler(sampler)
        .scheduler(new AshaScheduler().withMaxT(9).withReductionFactor(3))
        .build();
  }

  private static SpaceBuilder space(SpaceBuilder builder) {
    return builder
        .uniform("x", 0, 1)
        .choice("kind", "a", "b")
        .uniform("y", 0, 1)
        .when("kind", "b")
        .randInt("n", 0, 10);
  }

  private static Study several(SearchSpace space) {
    return Study.of(Objective.minimize("loss"), Objective.maximize("size"))
        .space(space)
        .sampler(new TpeSampler())
        .constraints(1)
        .build();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** The sampler ends by itself: only having asked it once more tells that no trial is left. */
  @Test
  void aPopulationThatWasLookedAtAfterTheLastTrialIsTheSameAgain() {
    Path path = file("population");
    Study before = population();
    try (Journal journal = Journal.open(path, before)) {
      for (int turn = 0; turn < 14; turn++) {
        switch (journal.next()) {
          case Next.Start(Trial trial) ->
              journal.report(trial.number(), 1, trial.config().getDouble("x"));
          case Next.Resume(Trial trial, var source) -> {
            long step = before.history().step(trial.number());
            journal.report(trial.number(), step + 1, trial.config().getDouble("x"));
          }
          default -> throw new IllegalStateException("no trial pauses for ever");
        }
      }
    }
    Study after = population();
    Journal.open(path, after).close();
    for (int trial = 0; trial < before.history().size(); trial++) {
      assertThat(after.history().configuration(trial))
          .isEqualTo(before.history().configuration(trial));
    }
  }

  private static Study population() {
    return Study.minimize("loss")
        .space(space -> space.qUniform("x", 0, 1, 0.125))
        .sampler(new GridSampler())
        .scheduler(new PopulationBasedTraining(1, 0, Map.of(), 0.25, 1, List.of(2.0), true))
        .build();
  }
}
