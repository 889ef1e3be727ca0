package io.eagleray.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks as keys: steps that a program makes in a loop all stand in one place. */
final class TaskTest {
  private static final Location LOOP = new Location("Steps.java", 12, 0);
  private static final int MANY = 1_000;

  private static Task task(String command, String returned, String put, JsonObject options) {
    return new Task(
        "python",
        command,
        LOOP,
        List.of(new Return(returned, Return.Kind.JSON, LOOP)),
        List.of(),
        new CatalogFiles(List.of(), List.of(put), true),
        Optional.empty(),
        JavaSettings.NONE,
        Resources.DEFAULT,
        Task.Isolation.SHARED,
        options);
  }

  private static long hashes(IntFunction<Task> made) {
    return IntStream.range(0, MANY).map(i -> made.apply(i).hashCode()).distinct().count();
  }

  @Test
  void tasksOfOnePlaceThatDifferHaveHashesThatDiffer() {
    JsonObject none = JsonObject.EMPTY;

    assertThat(hashes(i -> task("m.f" + i, "x", "a", none))).isEqualTo(MANY);
    assertThat(hashes(i -> task("m.f", "x" + i, "a", none))).isEqualTo(MANY);
    assertThat(hashes(i -> task("m.f", "x", "a" + i, none))).isEqualTo(MANY);
    assertThat(hashes(i -> task("m.f", "x", "a", none.with("image", Json.of("a:" + i)))))
        .isEqualTo(MANY);
  }
}
