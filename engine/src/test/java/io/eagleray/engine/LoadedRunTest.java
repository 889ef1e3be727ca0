package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.model.Graph;
import io.eagleray.model.JavaSettings;
import io.eagleray.model.Pipeline;
import io.eagleray.model.Task;
import io.eagleray.plan.Plan;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadedRunTest {
  private final List<String> closed = new ArrayList<>();

  /** What runs nothing, and ends as a test says. */
  private record Runner(String commandType, Runnable ending) implements TaskRunner {
    @Override
    public TaskSignature inspect(Task task, Problems problems) {
      return TaskSignature.OPEN;
    }

    @Override
    public RunningTask start(TaskCall call, TaskListener listener) {
      throw new UnsupportedOperationException(commandType);
    }

    @Override
    public void close() {
      ending.run();
    }
  }

  private LoadedRun loaded() {
    Pipeline pipeline =
        new Pipeline(
            "p",
            Optional.empty(),
            Location.of("test"),
            Path.of("/"),
            new Graph("", Map.of()),
            JavaSettings.NONE);
    Plan plan = new Plan(pipeline, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of());
    Map<String, TaskRunner> runners = new LinkedHashMap<>();
    runners.put(
        "remote",
        new Runner(
            "remote",
            () -> {
              throw new IllegalStateException("no connection");
            }));
    runners.put("other", new Runner("other", () -> closed.add("other")));
    return new LoadedRun(plan, Map.of(), runners);
  }

  @Test
  void theWorkersOfEachRunnerAreEndedThoughAnothersCannotBe() {
    assertThat(loaded().end())
        .containsExactly("what runs remote steps could not be ended: no connection");
    assertThat(closed).containsExactly("other");
  }

  @Test
  void aRunThatHasEndedIsNotFailedByItsWorkers() {
    loaded().close();

    assertThat(closed).containsExactly("other");
  }
}
