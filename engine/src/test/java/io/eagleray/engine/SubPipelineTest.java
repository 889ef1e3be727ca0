package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.json.Json;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SubPipelineTest {
  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void open() {
    engine = new TestEngine(folder);
    engine.write(
        "inner.yaml",
        """
        dag:
          steps:
            double: {command_type: shell, command: "export y=$((x * 2)); echo $x >> ran.txt", returns: [y]}
            more: {command_type: shell, command: "test -z \\"$stop\\" && export z=$((y + base))", returns: [z]}
        """);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static String call(String more) {
    return "dag:\n  steps:\n    sub: {type: pipeline, pipeline: inner.yaml" + more + "}\n";
  }

  @Test
  void anotherFilesStepsRunUnderItsPathWithTheParametersAroundThem() {
    RunState state = engine.run(call(""), "x=4", "base=100");

    assertThat(state.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(engine.value("y")).isEqualTo(Json.of(8));
    assertThat(engine.value("z")).isEqualTo(Json.of(108));
    assertThat(state.step(new StepPath("sub.pipeline.double"))).isPresent();
  }

  @Test
  void parametersGoInAndOutUnderOtherNames() {
    engine.run(
        call(", parameters: {x: size}, returns: [{name: z, as: total}]"), "size=5", "base=1");

    assertThat(engine.value("total")).isEqualTo(Json.of(11));
    assertThat(engine.value("y")).isEqualTo(Json.NULL);
  }

  @Test
  void itRunsInAMapAndWhatFailedInItIsRetried() {
    String yaml =
        "dag:\n  steps:\n    each: {type: map, iterate_on: [1, 2], iterate_as: x, reducer: {z: sum}, "
            + "branch: {steps: {sub: {type: pipeline, pipeline: inner.yaml}}}}\n";
    RunState failed = engine.run(yaml, "base=1", "stop=1");

    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(engine.lines("ran.txt")).containsExactlyInAnyOrder("1", "2");
    engine.retry();
    assertThat(engine.lines("ran.txt")).hasSize(2);
  }

  @Test
  void pipelinesThatCallEachOtherAreRefusedWithTheChain() {
    engine.write("inner.yaml", "dag: {steps: {back: {type: pipeline, pipeline: third.yaml}}}\n");
    engine.write("third.yaml", "dag: {steps: {back: {type: pipeline, pipeline: inner.yaml}}}\n");

    assertThatThrownBy(() -> engine.run(call("")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("third.yaml:1:48")
        .hasMessageContaining("inner.yaml → third.yaml → inner.yaml");
  }

  @Test
  void whatIsWrongInTheOtherFileIsToldWithItsPlace() {
    engine.write("inner.yaml", "dag:\n  steps:\n    a: {type: stub, next: b}\n");

    assertThatThrownBy(() -> engine.run(call("")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("inner.yaml:3:27")
        .hasMessageContaining("goes to \"b\", which is no step");
  }

  @Test
  void aReturnThatNoStepMakesIsToldWithItsPlace() {
    assertThatThrownBy(() -> engine.run(call(", returns: [zz]"), "x=1", "base=1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pipeline.yaml:3:59")
        .hasMessageContaining("no step of inner.yaml returns \"zz\"");
  }

  @Test
  void aFileThatIsNotThereIsToldWithItsPlace() {
    assertThatThrownBy(() -> engine.run(call("").replace("inner.yaml", "iner.yaml")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pipeline.yaml:3:37")
        .hasMessageContaining("did you mean \"inner.yaml\"?");
  }
}
