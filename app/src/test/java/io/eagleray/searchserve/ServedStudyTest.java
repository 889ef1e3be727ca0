package io.eagleray.searchserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.search.SearchException;
import io.eagleray.search.history.History;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.Judge;
import io.eagleray.search.scheduler.Move;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.study.Study;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How trials that a scheduler sets aside go through the protocol. */
final class ServedStudyTest {
  @SuppressWarnings("NullAway.Init")
  private ServedStudy served;

  /** Each trial is set aside after its first step; the first two go on, others are dropped. */
  private static final class OneStepAtATime implements Scheduler, Judge {
    private final Deque<Integer> paused = new ArrayDeque<>();

    @Override
    public Judge start(History history, long seed) {
      return new OneStepAtATime();
    }

    @Override
    public boolean needsCheckpoints() {
      return true;
    }

    @Override
    public Decision onReport(int trial, long step, double loss) {
      if (step > 1) {
        return Decision.CONTINUE;
      }
      paused.add(trial);
      return Decision.PAUSE;
    }

    @Override
    public void onRestart(int trial, long fromStep) {}

    @Override
    public Move next(boolean canStart, int running) {
      if (canStart) {
        return Move.START;
      }
      if (running > 0) {
        return Move.WAIT;
      }
      if (paused.isEmpty()) {
        return Move.DONE;
      }
      int first = paused.getFirst();
      return first < 2 ? new Move.Resume(first) : new Move.Drop(first);
    }

    @Override
    public void onResume(int trial) {
      paused.remove(trial);
    }

    @Override
    public void onEnd(int trial) {
      paused.remove(trial);
    }
  }

  @BeforeEach
  void serve() {
    Study study =
        Study.minimize("value")
            .space(s -> s.uniform("x", 0, 1))
            .scheduler(new OneStepAtATime())
            .budget(3)
            .build();
    served = new ServedStudy(study, Optional.of(new Fidelity(1, 3)), true);
  }

  private String report(int id, int step) {
    return served
        .report(
            (JsonObject) Json.parse("{\"id\":%d,\"step\":%d,\"value\":0.5}".formatted(id, step)))
        .toString();
  }

  private void tell(int id, String state) {
    served.tell(
        (JsonObject) Json.parse("{\"id\":%d,\"state\":\"%s\",\"value\":0.5}".formatted(id, state)));
  }

  @Test
  void trialsArePausedAwaitedResumedAndDropped() {
    for (int id = 0; id < 3; id++) {
      assertThat(served.ask().integer("id")).hasValue(id);
    }
    assertThat(served.ask()).hasToString("{\"wait\":true}");
    for (int id = 0; id < 3; id++) {
      assertThat(report(id, 1)).isEqualTo("{\"decision\":\"pause\"}");
    }
    for (int id = 0; id < 2; id++) {
      assertThat(served.ask()).hasToString("{\"id\":" + id + ",\"resume\":true}");
      assertThat(served.ask()).hasToString("{\"wait\":true}");
      assertThat(report(id, 2)).isEqualTo("{\"decision\":\"continue\"}");
      assertThat(report(id, 3)).isEqualTo("{\"decision\":\"continue\"}");
      tell(id, "complete");
    }
    assertThat(served.ask()).hasToString("{\"done\":true}");
    assertThatThrownBy(served::ask).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void aPausedTrialReportsNothingButMayEnd() {
    served.ask();
    report(0, 1);

    assertThatThrownBy(() -> report(0, 2))
        .isInstanceOf(SearchException.class)
        .hasMessage("trial 0 is paused");
    tell(0, "failed");
    assertThatThrownBy(() -> tell(0, "failed"))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("has ended already");
  }

  @Test
  void atTheLastStepATrialIsCompleteWhateverWasDecided() {
    served.ask();
    report(0, 1);
    served.ask();
    served.ask();
    tell(0, "complete");

    assertThatThrownBy(() -> report(0, 2)).hasMessageContaining("has ended already");
  }
}
