package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepState;
import io.eagleray.yaml.Patches;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mocked executor: steps that run nothing, or something else. */
@Tag("slow")
class MockedTest {
  private static final String PIPELINE =
      """
      dag:
        steps:
          first: {command_type: shell, command: echo ran >> effects.txt; exit 1}
          each:
            type: map
            iterate_on: [1, 2]
            iterate_as: item
            branch:
              steps:
                inner: {command_type: shell, command: export square=never, returns: [square]}
          tune:
            type: ray
            task: {command: missing.train, returns: [tuned]}
            ray_config: missing.yaml
          last: {command: missing.last}
      """;

  @TempDir Path folder;

  private TestEngine mocked(String patches) {
    JsonObject read = (JsonObject) Json.parse(patches);
    return new TestEngine(
        folder, folder, new Executor.Mocked(Patches.recorded(read)), System.getenv());
  }

  @Test
  void stepsWithoutAPatchSucceedAndRunNothing() {
    try (TestEngine engine = mocked("{}")) {
      RunState state = engine.run(PIPELINE);
      assertThat(state.failure()).isEmpty();
      assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(state.steps().stream().map(StepState::path).map(Object::toString))
          .contains("first", "each", "each.0.inner", "each.1.inner", "tune", "last");
      assertThat(engine.lines("effects.txt")).isEmpty();
    }
  }

  @Test
  void aPatchedStepRunsThePatchAtAnyDepth() {
    String patches =
        """
        {"inner": {"command": "export square=$((item * item))"},
         "tune": {"command_type": "shell", "command": "export tuned=3", "returns": ["tuned"]}}
        """;
    try (TestEngine engine = mocked(patches)) {
      RunState state = engine.run(PIPELINE);
      assertThat(state.failure()).isEmpty();
      assertThat(engine.value("square")).isEqualTo(Json.parse("[1,4]"));
      assertThat(engine.value("tuned")).isEqualTo(Json.of(3));
    }
  }

  @Test
  void aRetryOfAMockedRunIsMockedAsItWas() {
    try (TestEngine engine =
        mocked("{\"last\": {\"command_type\": \"shell\", \"command\": \"[ -e ok ]\"}}")) {
      assertThat(engine.run(PIPELINE).status()).isEqualTo(RunStatus.FAILED);
    }
    try (TestEngine local = new TestEngine(folder)) {
      local.write("ok", "");
      assertThat(local.retry().status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(local.lines("effects.txt")).isEmpty();
    }
  }

  @Test
  void namesThatOnlyMockedStepsReturnMayBeReducedAndReturned() {
    String pipeline =
        """
        dag:
          steps:
            each:
              type: map
              iterate_on: [1, 2]
              iterate_as: item
              reducer: {loss: min, seen: sum}
              branch:
                steps:
                  train: {command: missing.train, returns: [loss]}
                  see: {command: missing.see, returns: [seen]}
            clean:
              type: pipeline
              pipeline: cleaning.yaml
              returns: [{name: rows, as: clean_rows}, dropped]
            last: {command: missing.last}
        """;
    String patches =
        """
        {"see": {"command_type": "shell", "command": "export seen=$item"},
         "drop": {"command_type": "shell", "command": "export dropped=5"},
         "last": {"command_type": "shell", "command": "echo $seen $dropped >> effects.txt"}}
        """;
    try (TestEngine engine = mocked(patches)) {
      engine.write(
          "cleaning.yaml",
          """
          dag:
            steps:
              load: {command: missing.load, returns: [rows]}
              drop: {command: missing.drop, returns: [dropped]}
          """);

      RunState state = engine.run(pipeline);

      assertThat(state.failure()).isEmpty();
      assertThat(engine.lines("effects.txt")).containsExactly("3 5");
      assertThat(state.parameters()).doesNotContainKeys("loss", "clean_rows");
    }
  }

  @Test
  void whatAPipelineWouldReturnHasToBeGivenToAPatchedStepThatNeedsIt() {
    try (TestEngine engine =
        mocked("{\"use\": {\"command_type\": \"shell\", \"command\": \"echo $rows\"}}")) {
      engine.write("inner.yaml", "dag: {steps: {load: {command: missing.load, returns: [rows]}}}");
      String pipeline =
          """
          dag:
            steps:
              load: {type: pipeline, pipeline: inner.yaml, returns: [rows]}
              use: {command: missing.use, when: {parameter: rows, is: 1}}
          """;
      assertThatThrownBy(() -> engine.run(pipeline))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("needs the parameter \"rows\", which no step before it returns");
    }
  }

  @Test
  void aPatchForNoStepIsToldWithTheNearestOne() {
    try (TestEngine engine = mocked("{\"frist\": {\"command\": \"true\"}}")) {
      assertThatThrownBy(() -> engine.run(PIPELINE))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("there is no step \"frist\" that runs something")
          .hasMessageContaining("did you mean \"first\"?");
    }
  }
}
