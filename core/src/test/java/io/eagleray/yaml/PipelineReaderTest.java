package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.model.Bytes;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Pipeline;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.model.TaskNode;
import io.eagleray.model.ray.RayNode;
import io.eagleray.testkit.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineReaderTest {
  @TempDir Path folder;

  private Pipeline read(String text) {
    Workspace workspace = new Workspace(folder).file("pipeline.yaml", text);
    Pipeline pipeline = workspace.read().orElseThrow(() -> new AssertionError(workspace.errors()));
    assertThat(workspace.errors()).isEmpty();
    return pipeline;
  }

  private static Task task(Pipeline pipeline, String step) {
    return ((TaskNode) pipeline.graph().node(step)).task();
  }

  @Test
  void readsThePipelineOfTheDesign() {
    new Workspace(folder)
        .file("configs/ray_tune.yaml", RayConfigReaderTest.TUNE)
        .file("requirements.txt", "");
    Pipeline pipeline =
        read(
            """
            dag:
              steps:
                prepare:
                  command_type: java
                  command: Housing.java::prepare
                  returns: [rows, {name: table, kind: object}, {name: size, kind: metric}]
                tune:
                  type: ray
                  task: {command_type: python, command: train.train_model, returns: [tune_results]}
                  ray_config: configs/ray_tune.yaml
                  retry: {max_attempts: 3, delay: 2s, backoff: 2, max_delay: 1m, jitter: 0.1}
                  timeout: 2h
                evaluate: {command: train.evaluate_results, returns: [{name: final_model, kind: object}, evaluation]}
            """);
    assertThat(pipeline.name()).isEqualTo("pipeline");
    assertThat(pipeline.graph().startAt()).isEqualTo("prepare");
    assertThat(pipeline.graph().nodes().keySet())
        .containsExactly("prepare", "tune", "evaluate", "success", "fail");
    assertThat(pipeline.graph().node("prepare").next()).contains("tune");
    assertThat(pipeline.graph().node("evaluate").next()).contains(Graph.SUCCESS);
    assertThat(task(pipeline, "prepare").returns())
        .extracting(Return::kind)
        .containsExactly(Return.Kind.JSON, Return.Kind.OBJECT, Return.Kind.METRIC);
    RayNode tune = (RayNode) pipeline.graph().node("tune");
    assertThat(tune.settings().timeout()).contains(Duration.ofHours(2));
    assertThat(tune.settings().retry().maxAttempts()).isEqualTo(3);
    assertThat(tune.settings().retry().delay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(tune.config().tune()).isPresent();
    assertThat(task(pipeline, "evaluate").commandType()).isEqualTo("python");
  }

  @Test
  void readsEveryKeyOfATask() {
    Task task =
        task(
            read(
                """
                name: named
                description: text
                java: {class_path: lib, dependencies: ["org.a:b:1.0"]}
                dag:
                  description: inner
                  start_at: one
                  steps:
                    one:
                      type: task
                      command_type: shell
                      command: echo 1
                      returns: [a]
                      secrets: [TOKEN]
                      catalog: {get: ["*.csv"], put: [b.txt, c.txt], store_copy: false}
                      overrides: {local: key}
                      environment: requirements.txt
                      java: {class_path: [x, y]}
                      resources: {num_cpus: 0.5, num_gpus: 1, memory: 16GiB}
                      isolation: trial
                      max_attempts: 2
                      timeout: 90
                      on_failure: ""
                      next: success
                """),
            "one");
    assertThat(task.catalog().put()).containsExactly("b.txt", "c.txt");
    assertThat(task.catalog().storeCopy()).isFalse();
    assertThat(task.environment()).contains("requirements.txt");
    assertThat(task.java().classPath()).containsExactly("x", "y");
    assertThat(task.resources().cpus()).isEqualTo(0.5);
    assertThat(task.resources().memory()).contains(new Bytes(16L << 30));
    assertThat(task.isolation()).isEqualTo(Task.Isolation.TRIAL);
  }

  @Test
  void implicitNextSkipsStepsThatOnlyFailureReaches() {
    Pipeline pipeline =
        read(
            """
            dag:
              steps:
                a: {command: m.a, on_failure: mend}
                mend: {command: m.mend}
                b: {command: m.b, on_failure: tell}
                tell: {command: m.tell, next: tell_more}
                tell_more: {command: m.more, next: fail}
            """);
    assertThat(pipeline.graph().node("a").next()).contains("b");
    assertThat(pipeline.graph().node("mend").next()).contains(Graph.FAIL);
    assertThat(pipeline.graph().node("b").next()).contains(Graph.SUCCESS);
    assertThat(pipeline.graph().node("b").links().implicit()).isTrue();
  }

  @Test
  void aRecoveryMayJoinTheOtherStepsAgain() {
    Pipeline pipeline =
        read(
            """
            dag:
              steps:
                a: {command: m.a, on_failure: mend}
                mend: {command: m.mend, next: b}
                b: {command: m.b}
            """);
    assertThat(pipeline.graph().node("a").next()).contains("b");
    assertThat(pipeline.graph().node("mend").next()).contains("b");
    assertThat(pipeline.graph().node("b").next()).contains(Graph.SUCCESS);
  }

  @Test
  void aStubTakesAnyKeys() {
    Pipeline pipeline = read("dag: {steps: {a: {type: stub, anything: [1, {b: 2}]}}}");
    assertThat(pipeline.graph().node("a").type()).isEqualTo("stub");
  }

  @Test
  void terminalStepsMayBeWritten() {
    Pipeline pipeline =
        read(
            """
            dag:
              start_at: a
              steps:
                a: {type: stub, next: done}
                done: {type: success}
                fail: {type: fail}
            """);
    assertThat(pipeline.graph().node("done").isTerminal()).isTrue();
    assertThat(pipeline.graph().nodes().values())
        .extracting(Node::name)
        .containsExactly("a", "done", "fail", "success");
  }

  @Test
  void mergeKeysAndAliasesRead() {
    Pipeline pipeline =
        read(
            """
            common: &common
              command_type: shell
              retry: {max_attempts: 4}
            dag:
              steps:
                a: {<<: *common, command: echo a}
                b:
                  <<: [*common]
                  command: echo b
                  command_type: python
            """);
    assertThat(task(pipeline, "a").commandType()).isEqualTo("shell");
    assertThat(task(pipeline, "b").commandType()).isEqualTo("python");
    assertThat(((TaskNode) pipeline.graph().node("b")).settings().retry().maxAttempts())
        .isEqualTo(4);
  }

  @Test
  void jsonIsYaml() {
    Pipeline pipeline =
        read("{\"dag\": {\"steps\": {\"a\": {\"command\": \"m.f\", \"timeout\": 1.5}}}}");
    assertThat(((TaskNode) pipeline.graph().node("a")).settings().timeout())
        .contains(Duration.ofMillis(1500));
  }

  @Test
  void aConfigIsLookedForBesideThePipelineThenInTheWorkingDirectory() {
    Workspace workspace =
        new Workspace(folder)
            .file("configs/ray.yaml", "ray_cluster: {address: local}")
            .file(
                "pipeline.yaml",
                "dag: {steps: {a: {type: ray, task: {command: m.f}, ray_config: configs/ray.yaml}}}");
    RayNode node = (RayNode) workspace.read().orElseThrow().graph().node("a");
    assertThat(workspace.errors()).isEmpty();
    assertThat(node.config().at()).hasToString("configs/ray.yaml:1:1");
  }
}
