package io.eagleray.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.dsl.Parameter;
import io.eagleray.dsl.Pipeline;
import io.eagleray.dsl.Task;
import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lambdas that are taken from earlier runs. */
final class CachedLambdasTest {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final Parameter<Integer> X = Parameter.integer("x");
  private static final Map<String, Object> INPUTS = Map.of("key", List.of("inputs"));

  @TempDir Path folder;

  private RunResult run(String name, Task task) {
    return Eagleray.in(folder).parameter("x", 5).run(Pipeline.named(name).step("make", task));
  }

  @Test
  void anotherLambdaUnderTheSameStepOfAnotherPipelineIsNotTakenForTheFirst() {
    run("one", Task.call(X, x -> x + 1).returns("v").set("cache", INPUTS));

    RunResult other = run("two", Task.call(X, x -> x * 100).returns("v").set("cache", INPUTS));

    assertThat(other.parameter("v")).contains(Json.of(500));
  }

  @Test
  void aLambdaThatCapturesNothingIsTakenWithTheDefaultKey() {
    CALLS.set(0);
    Task task = Task.call(X, x -> x + CALLS.incrementAndGet()).returns("v").cached();

    run("same", task);
    RunResult again = run("same", task);

    assertThat(again.parameter("v")).contains(Json.of(6));
    assertThat(CALLS).hasValue(1);
  }

  @Test
  void aLambdaThatCapturesVariablesIsRefusedWithTheDefaultKey() {
    AtomicInteger captured = new AtomicInteger();

    assertThatThrownBy(() -> run("captured", Task.call(captured::incrementAndGet).cached()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a lambda that captures variables")
        .hasMessageContaining("Class::method");
  }

  @Test
  void aLambdaCannotBeGivenACommand() {
    assertThatThrownBy(() -> Task.call(() -> 1).set("command", "other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no command but itself");
  }
}
