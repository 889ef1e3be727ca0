package io.eagleray.engine.walk;

import static io.eagleray.run.StepStatus.CANCELLED;
import static io.eagleray.run.StepStatus.FAILED;
import static io.eagleray.run.StepStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.engine.ray.NativeAlgorithms;
import io.eagleray.model.Graph;
import io.eagleray.problem.Problems;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.run.StepStatus;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.TaskRunnerProvider;
import io.eagleray.yaml.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepResetsTest {
  private static final Map<String, NodeType> TYPES =
      ServiceLoader.load(NodeType.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(NodeType::name, Function.identity()));

  private static final String LOOP =
      "loop: {type: loop, max_iterations: 9, branch: {steps: {a: {type: stub}, b: {type: stub}}}}";

  private static final String MAP =
      "map: {type: map, iterate_on: [1, 2], iterate_as: i, branch: {steps: {a: {type: stub}, b: {type: stub}}}}";

  /** What {@code a} fails by is made good. */
  private static final String MENDED =
      "{steps: {a: {type: stub, next: b, on_failure: mend}, b: {type: stub}, mend: {type: stub, next: b}}}";

  @TempDir Path folder;
  private final List<StepState> steps = new ArrayList<>();

  /** Composite steps are called as their type is. */
  private StepResetsTest step(String path, StepStatus status) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    steps.add(
        new StepState(
            new StepPath(path),
            TYPES.containsKey(name) ? name : "stub",
            status,
            1,
            0,
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

  private Graph graph(String graph) throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), "dag: " + graph);
    CommandTypes commandTypes =
        CommandTypes.of(
            ServiceLoader.load(TaskRunnerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    Problems problems = new Problems();
    return new PipelineReader(TYPES, commandTypes, NativeAlgorithms.names(), List.of(), folder)
        .read(Path.of("pipeline.yaml"), problems)
        .orElseThrow(() -> new AssertionError(problems.errors()))
        .graph();
  }

  private List<String> resets(String graph) throws IOException {
    return resets(graph, "");
  }

  private List<String> resets(String graph, String also) throws IOException {
    return paths(
        StepResets.ofRun(steps, graph(graph), TYPES, step -> step.path().text().equals(also)));
  }

  /** Of the steps inside a node of the pipeline's own graph. */
  private List<String> resetsInside(String graph, String node) throws IOException {
    return paths(StepResets.inside(steps, graph(graph).node(node), new StepPath(node), TYPES));
  }

  private static List<String> paths(List<RunEvent> events) {
    return events.stream().map(event -> ((RunEvent.OfStep) event).path().text()).toList();
  }

  @Test
  void whatFailedAndWhatCameAfterItStartsAgain() throws IOException {
    step("a", SUCCESS).step("b", FAILED).step("recovery", SUCCESS);

    assertThat(
            resets(
                "{steps: {a: {type: stub}, b: {type: stub, on_failure: recovery}, recovery: {type: stub}}}"))
        .containsExactly("b", "recovery");
  }

  @Test
  void soItDoesWhereWhatCameAfterItFailedToo() throws IOException {
    step("b", FAILED).step("recovery", FAILED);

    assertThat(resets("{steps: {b: {type: stub, on_failure: recovery}, recovery: {type: stub}}}"))
        .containsExactly("b", "recovery");
  }

  @Test
  void whatFailedAndWasMadeGoodStaysWhereALaterStepFailed() throws IOException {
    step("a", FAILED).step("mend", SUCCESS).step("b", FAILED);

    assertThat(resets(MENDED)).containsExactly("b");
  }

  @Test
  void nothingStartsAgainWhereWhatFailedWasMadeGood() throws IOException {
    step("a", FAILED).step("mend", SUCCESS).step("b", SUCCESS);

    assertThat(resets(MENDED)).isEmpty();
  }

  @Test
  void nothingStartsAgainInANodeWhoseFailureWasMadeGood() throws IOException {
    step("map", FAILED).step("map.0.a", FAILED).step("mend", SUCCESS).step("last", FAILED);

    assertThat(
            resets(
                "{steps: {"
                    + MAP.replace("type: map", "type: map, on_failure: mend")
                    + ", last: {type: stub}, mend: {type: stub, next: last}}}"))
        .containsExactly("last");
  }

  @Test
  void ofANodeWithStepsInsideThoseThatSucceededStay() throws IOException {
    step("map", FAILED).step("map.0.a", SUCCESS).step("map.0.b", FAILED).step("map.1.a", SUCCESS);

    assertThat(resets("{steps: {" + MAP + "}}")).containsExactly("map", "map.0.b");
  }

  @Test
  void aBranchThatMadeItsFailureGoodStays() throws IOException {
    String map = "map: {type: map, iterate_on: [1, 2], iterate_as: i, branch: " + MENDED + "}";
    step("map", FAILED)
        .step("map.0.a", FAILED)
        .step("map.0.mend", SUCCESS)
        .step("map.0.b", SUCCESS);
    step("map.1.a", SUCCESS).step("map.1.b", FAILED);

    assertThat(resets("{steps: {" + map + "}}")).containsExactly("map", "map.1.b");
    assertThat(resetsInside("{steps: {" + map + "}}", "map")).containsExactly("map.1.b");
  }

  @Test
  void anIterationThatMadeItsFailureGoodStaysWithTheOnesAfterIt() throws IOException {
    String loop = "loop: {type: loop, max_iterations: 3, branch: " + MENDED + "}";
    step("loop", FAILED);
    step("loop.0.a", FAILED).step("loop.0.mend", SUCCESS).step("loop.0.b", SUCCESS);
    step("loop.1.a", SUCCESS).step("loop.1.b", SUCCESS).step("loop.2.a", SUCCESS);
    step("loop.2.b", FAILED);

    assertThat(resets("{steps: {" + loop + "}}")).containsExactly("loop", "loop.2.b");
  }

  @Test
  void ofANodeWhoseBranchesDependNotOnEachOtherNoneStartsAgainWhereNoneFailed() throws IOException {
    step("map", FAILED).step("map.0.a", SUCCESS).step("map.0.b", SUCCESS);

    assertThat(resets("{steps: {" + MAP + "}}")).containsExactly("map");
  }

  @Test
  void theLastIterationStartsAgainWhereNothingInALoopFailedButTheLoop() throws IOException {
    step("loop", FAILED).step("loop.0.a", SUCCESS).step("loop.0.b", SUCCESS);
    step("loop.1.a", SUCCESS).step("loop.1.b", SUCCESS);

    assertThat(resets("{steps: {" + LOOP + "}}")).containsExactly("loop", "loop.1.a", "loop.1.b");
  }

  @Test
  void whatStoppedInANodeThatFailedGoesOnThere() throws IOException {
    step("loop", FAILED).step("loop.0.a", SUCCESS).step("loop.0.b", SUCCESS);
    step("loop.1.a", SUCCESS);
    assertThat(resets("{steps: {" + LOOP + "}}")).containsExactly("loop");

    step("loop.1.b", CANCELLED);
    assertThat(resets("{steps: {" + LOOP + "}}")).containsExactly("loop");
    assertThat(resetsInside("{steps: {" + LOOP + "}}", "loop")).isEmpty();
  }

  @Test
  void aNodeAroundWhatStartsAgainDoesSoToo() throws IOException {
    step("map", SUCCESS).step("map.0.a", SUCCESS).step("map.0.b", SUCCESS);

    assertThat(resets("{steps: {" + MAP + "}}", "map.0.b")).containsExactly("map", "map.0.b");
  }

  @Test
  void nothingStartsAgainWhereNothingFailed() throws IOException {
    step("a", SUCCESS).step("b", SUCCESS);

    assertThat(resets("{steps: {a: {type: stub}, b: {type: stub}}}")).isEmpty();
  }
}
