package io.eagleray.search.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.history.TrialState;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.StudyBuilder;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function run in parallel, with a journal. */
final class JournalOptimizeTest {
  @TempDir Path folder = Path.of("");

  private static StudyBuilder line() {
    return Study.minimize("loss").space(s -> s.uniform("x", -1, 1)).seed(3);
  }

  @Test
  void whatRanWhenTheProcessEndedRunsAgainFirst() throws InterruptedException {
    Path file = folder.resolve("search.journal");
    Study before = line().build();
    try (Journal journal = Journal.open(file, before)) {
      journal.optimize(6, 3, trial -> trial.config().getDouble("x"));
      journal.ask();
      journal.report(journal.ask().number(), 4, 0.5);
    }
    Study after = line().build();
    Set<Integer> evaluated = new ConcurrentSkipListSet<>();
    try (Journal journal = Journal.open(file, after)) {
      journal.optimize(
          4,
          2,
          trial -> {
            evaluated.add(trial.number());
            trial.report(1, 0.7);
            return trial.config().getDouble("x");
          });
    }

    assertThat(evaluated).containsExactly(6, 7, 8, 9);
    assertThat(after.history().size()).isEqualTo(10);
    assertThat(after.history().state(7)).isEqualTo(TrialState.COMPLETED);
    Study again = line().build();
    try (Journal journal = Journal.open(file, again)) {
      assertThat(journal.running()).isEmpty();
      for (int i = 0; i < 10; i++) {
        assertThat(again.history().configuration(i)).isEqualTo(after.history().configuration(i));
        assertThat(again.value(i)).isEqualTo(after.value(i));
      }
    }
  }

  @Test
  void aStudyThatStartsFromAnEarlierOneHasAJournalToo() throws InterruptedException {
    Path file = folder.resolve("search.journal");
    Study earlier = line().build();
    earlier.optimize(5, 1, trial -> trial.config().getDouble("x"));
    try (Journal journal = Journal.open(file, line().startFrom(earlier).build())) {
      journal.optimize(3, 1, trial -> trial.config().getDouble("x"));
    }
    Study resumed = line().startFrom(earlier).build();
    try (Journal journal = Journal.open(file, resumed)) {
      assertThat(resumed.history().size()).isEqualTo(8);
      assertThat(journal.ask().number()).isEqualTo(8);
      assertThatThrownBy(() -> Journal.open(folder.resolve("other"), resumed))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("it has 4");
    }
  }

  @Test
  void aJournalThatCannotBeWrittenEndsTheSearch() {
    Study study = line().build();
    Journal journal = Journal.open(folder.resolve("search.journal"), study);

    assertThatThrownBy(() ->
            journal.optimize(
                1,
                1,
                trial -> {
                  journal.close();
                  return 0;
                }))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("cannot write journal");
  }
}
