package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.run.RunState;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code index_as} of a loop as a variable of the environment, in workers that live on. */
@Tag("slow")
class LoopIndexTest {
  private static final String FUNCTIONS =
      """
      import os, pathlib, time

      def look(item, turn, before=()):
          pathlib.Path(f"at-{item}-{turn}").touch()
          limit = time.monotonic() + 60
          while not pathlib.Path(f"at-{1 - item}-{turn}").exists() and time.monotonic() < limit:
              time.sleep(0.01)
          seen = f"{os.environ['turn']}/{os.environ['outer']}"
          os.environ["left"] = "behind"
          return [*before, seen]

      def after():
          return [name for name in ("turn", "outer", "left") if name in os.environ]

      async def later(turn):
          return os.environ["turn"]
      """;

  @TempDir Path folder;

  @Test
  void eachPythonStepFindsTheIndexesOfTheLoopsAroundItAndNoOther() {
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("steps.py", FUNCTIONS);
      RunState state =
          engine.run(
              """
              dag:
                steps:
                  loops:
                    type: loop
                    max_iterations: 1
                    index_as: outer
                    branch:
                      steps:
                        each:
                          type: map
                          iterate_on: [0, 1]
                          iterate_as: item
                          branch:
                            steps:
                              again:
                                type: loop
                                max_iterations: 3
                                index_as: turn
                                branch:
                                  steps:
                                    look:
                                      command: steps.look
                                      returns: [before]
                                      resources: {num_cpus: 0.5}
                                    later: {command: steps.later, returns: [late], resources: {num_cpus: 0.5}}
                  after: {command: steps.after, returns: [left]}
              """);

      assertThat(state.failure()).isEmpty();
      Json seen = Json.parse("[\"0/0\",\"1/0\",\"2/0\"]");
      assertThat(engine.value("before"))
          .isEqualTo(Json.parse("[" + seen.text() + "," + seen.text() + "]"));
      assertThat(engine.value("late")).isEqualTo(Json.parse("[\"2\",\"2\"]"));
      assertThat(engine.value("left")).isEqualTo(Json.parse("[]"));
    }
  }
}
