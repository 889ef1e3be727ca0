package io.eagleray.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RunStateTest {
  private final RunState state = new RunState();
  private long sequence;
  private Instant now = Instant.EPOCH;
  private int epoch = 1;

  @BeforeEach
  void create() {
    apply(
        new RunEvent.RunCreated(
            "r1",
            "u",
            "p.yaml",
            "/",
            Map.of(),
            Map.of("size", Value.of(Json.of(1L))),
            JsonObject.EMPTY,
            Optional.empty(),
            "test"));
  }

  private void apply(RunEvent event) {
    state.apply(new Event("w", sequence++, epoch, now, event));
  }

  private void start(String path, int attempt, long order) {
    apply(new RunEvent.StepStarted(new StepPath(path), "task", attempt, order));
  }

  private void succeed(String path, int attempt, Map<String, Value> outputs) {
    apply(
        new RunEvent.StepEnded(
            new StepPath(path),
            attempt,
            StepStatus.SUCCESS,
            outputs,
            List.of(),
            Optional.empty(),
            false));
  }

  private Json parameter(String name) {
    return Optional.ofNullable(state.parameters().get(name)).map(Value::json).orElse(Json.NULL);
  }

  @Test
  void theValueOfTheStepThatStartedLaterHoldsWhicheverEndedLast() {
    start("a", 1, 1);
    start("b", 1, 2);
    succeed("b", 1, Map.of("size", Value.of(Json.of(3L))));
    succeed("a", 1, Map.of("size", Value.of(Json.of(2L))));

    assertThat(parameter("size")).isEqualTo(Json.of(3L));
  }

  @Test
  void whatAStepInsideANodeSetsIsNoParameterUnlessTheNodePassesItOn() {
    start("outer", 1, 1);
    start("outer.branch.inner", 1, 2);
    succeed(
        "outer.branch.inner",
        1,
        Map.of("size", Value.of(Json.of(5L)), "hidden", Value.of(Json.of(6L))));
    succeed("outer", 1, Map.of("size", Value.of(Json.of(5L))));

    assertThat(parameter("size")).isEqualTo(Json.of(5L));
    assertThat(parameter("hidden")).isEqualTo(Json.NULL);
  }

  @Test
  void aStepThatWasResetWaitsUntilItsNextAttemptStarts() {
    start("a", 1, 1);
    succeed("a", 1, Map.of());
    apply(new RunEvent.StepReset(new StepPath("a"), 1));
    assertThat(status("a")).isEqualTo(StepStatus.WAITING);

    now = now.plusSeconds(3_600);
    start("a", 2, 2);
    assertThat(status("a")).isEqualTo(StepStatus.RUNNING);
    start("a", 3, 3);
    assertThat(state.step(new StepPath("a")).orElseThrow().started()).contains(now);
  }

  @Test
  void theFailuresOfAStepAreThoseOfAttemptsThatFailedSinceItWasReset() {
    start("a", 1, 1);
    fail("a", 1);
    start("a", 2, 2);
    assertThat(step("a").failures()).isEqualTo(1);

    start("a", 3, 3);
    fail("a", 3);
    assertThat(step("a").failures()).isEqualTo(2);

    apply(new RunEvent.StepReset(new StepPath("a"), 3));
    start("a", 4, 4);
    assertThat(step("a").failures()).isZero();
  }

  private void fail(String path, int attempt) {
    apply(
        new RunEvent.StepEnded(
            new StepPath(path),
            attempt,
            StepStatus.FAILED,
            Map.of(),
            List.of(),
            Optional.of(Failure.of("ValueError", "no")),
            true));
  }

  @Test
  void theTimeOfAStepIsWithoutThatInWhichNobodyDroveTheRun() {
    start("each", 1, 1);
    start("each.a", 1, 2);
    now = now.plusSeconds(10);
    succeed("each.a", 1, Map.of());
    for (int pause = 0; pause < 2; pause++) {
      now = now.plusSeconds(3_600);
      epoch++;
      apply(new RunEvent.RunStarted(7, now, List.of()));
      assertThat(step("each").time()).isEmpty();
      assertThat(step("each").idle()).isEqualTo(Duration.ofHours(pause + 1));
    }
    now = now.plusSeconds(5);
    succeed("each", 1, Map.of());
    assertThat(step("each").time()).contains(Duration.ofSeconds(15));
    assertThat(step("each.a").time()).contains(Duration.ofSeconds(10));
  }

  private StepStatus status(String path) {
    return step(path).status();
  }

  private StepState step(String path) {
    return state.step(new StepPath(path)).orElseThrow();
  }
}
