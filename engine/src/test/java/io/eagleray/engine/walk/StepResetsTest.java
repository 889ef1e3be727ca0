package io.eagleray.engine.walk;

import static io.eagleray.run.StepStatus.FAILED;
import static io.eagleray.run.StepStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StepResetsTest {
  private final List<StepState> steps = new ArrayList<>();

  private StepResetsTest step(String path, StepStatus status) {
    steps.add(
        new StepState(
            new StepPath(path),
            "task",
            status,
            1,
            steps.size() + 1L,
            Map.of(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty()));
    return this;
  }

  private List<String> resets(String also) {
    return new StepResets(steps, "map"::equals)
        .events(step -> step.path().text().equals(also)).stream()
            .map(event -> ((RunEvent.OfStep) event).path().text())
            .toList();
  }

  @Test
  void whatFailedAndWhatCameAfterItStartsAgain() {
    step("a", SUCCESS).step("b", FAILED).step("recovery", SUCCESS);

    assertThat(resets("")).containsExactly("b", "recovery");
  }

  @Test
  void ofANodeWithStepsInsideThoseThatSucceededStay() {
    step("node", FAILED).step("node.x.good", SUCCESS).step("node.x.bad", FAILED);

    assertThat(resets("")).containsExactly("node", "node.x.bad");
  }

  @Test
  void aNodeThatFailedThoughNothingInsideDidStartsAgainAsAWhole() {
    step("before", SUCCESS).step("node", FAILED).step("node.x.good", SUCCESS);

    assertThat(resets("")).containsExactly("node", "node.x.good");
  }

  @Test
  void aNodeAroundWhatStartsAgainDoesSoToo() {
    step("node", SUCCESS).step("node.x.a", SUCCESS).step("node.x.search", SUCCESS);

    assertThat(resets("node.x.search")).containsExactly("node", "node.x.search");
  }

  @Test
  void nothingStartsAgainWhereNothingFailed() {
    step("a", SUCCESS).step("b", SUCCESS);

    assertThat(resets("")).isEmpty();
  }
}
