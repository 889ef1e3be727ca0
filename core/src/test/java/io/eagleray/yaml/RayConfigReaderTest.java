package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.eagleray.json.Json;
import io.eagleray.model.Bytes;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Job;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.model.ray.Tune;
import io.eagleray.testkit.Kinds;
import io.eagleray.testkit.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RayConfigReaderTest {
  static final String TUNE =
      """
      ray_cluster:
        address: "ray://head-node:10001"
        runtime_env:
          container: {image: "my-org/ml-training:v1.2.3"}
      ray_tune:
        search_space:
          learning_rate: {type: loguniform, low: 0.0001, high: 0.1}
          batch_size:    {type: choice, choices: [16, 32, 64, 128]}
          hidden_size:   {type: randint, low: 64, high: 512}
          param1:        {type: uniform, low: 0.1, high: 1.0}
        scheduler:        {type: ASHAScheduler, max_t: 100, grace_period: 10, reduction_factor: 2}
        search_algorithm: {type: OptunaSearch, metric: accuracy, mode: max}
      default_resources: {num_cpus: 2, num_gpus: 0, memory: 4000000000}
      """;

  @TempDir Path folder;

  private RayConfig read(String config, String... settings) {
    Workspace workspace =
        new Workspace(folder)
            .file("ray.yaml", config)
            .set(settings)
            .file(
                "pipeline.yaml",
                "dag: {steps: {a: {type: ray, task: {command: m.f}, ray_config: ray.yaml}}}");
    RayNode node = (RayNode) workspace.read().orElseThrow().graph().node("a");
    assertThat(workspace.errors()).isEmpty();
    return node.config();
  }

  private Tune tune(String text) {
    return read("ray_tune:\n" + text.indent(2)).tune().orElseThrow();
  }

  private List<SpaceParameter> space(String text) {
    return tune("metric: m\nmode: min\nsearch_space:\n" + text.indent(2)).space();
  }

  private Domain domain(String text) {
    return space("x: " + text).getFirst().domain();
  }

  @Test
  void readsTheSearchOfTheMission() {
    RayConfig config = read(TUNE);
    Tune tune = config.tune().orElseThrow();
    assertThat(config.cluster().address()).hasToString("ray://head-node:10001");
    assertThat(config.cluster().runtimeEnv().object("container").text("image"))
        .contains("my-org/ml-training:v1.2.3");
    assertThat(config.resources().memory()).contains(new Bytes(4_000_000_000L));
    assertThat(config.resources().cpus()).isEqualTo(2);
    assertThat(Kinds.names(tune.space()))
        .containsExactly("learning_rate", "batch_size", "hidden_size", "param1");
    assertThat(tune.metric()).contains("accuracy");
    assertThat(tune.mode()).isEqualTo(Tune.Mode.MAX);
    assertThat(tune.samples()).hasValue(20);
    assertThat(tune.scheduler().name()).isEqualTo("ASHAScheduler");
    assertThat(tune.scheduler().arguments().integer("grace_period")).hasValue(10);
    assertThat(tune.searchAlgorithm().arguments().fields()).isEmpty();
    assertThat(tune.engine()).isEqualTo(Tune.Engine.RAY);
  }

  @Test
  void readsTheRuntimeOfTheMission() {
    RayConfig config =
        read(
            """
            ray_runtime:
              cluster:   {address: "ray://head-node:10001", namespace: "flext"}
              resources: {num_cpus: 8, num_gpus: 1, memory: "16GB"}
              scaling:   {min_workers: 1, max_workers: 10, target_worker_utilization: 0.8}
            """);
    assertThat(config.cluster().namespace()).contains("flext");
    assertThat(config.resources().gpus()).isEqualTo(1);
    assertThat(config.resources().memory()).contains(new Bytes(16_000_000_000L));
    assertThat(config.scaling().orElseThrow().maxWorkers()).isEqualTo(10);
    assertThat(config.tune()).isEmpty();
  }

  @Test
  void whatTheCommandLineSaysOfAClusterLeavesTheRestOfARuntime() {
    String runtime =
        """
        ray_runtime:
          cluster:
            address: "http://head:8265"
            namespace: flext
            runtime_env: {pip: [numpy]}
            headers: {X-Team: ml}
            tls: {ca: ca.pem}
            storage: /shared
          resources: {num_cpus: 2, memory: 16GB}
        """;
    RayConfig config =
        read(runtime, "ray_cluster.address=http://other:8265", "default_resources.num_cpus=4");
    assertThat(config.cluster().address()).hasToString("http://other:8265");
    assertThat(config.cluster().namespace()).contains("flext");
    assertThat(config.cluster().runtimeEnv().text()).isEqualTo("{\"pip\":[\"numpy\"]}");
    assertThat(config.cluster().access().headers()).containsExactly(entry("X-Team", "ml"));
    assertThat(config.cluster().access().ca()).contains("ca.pem");
    assertThat(config.cluster().storage()).contains("/shared");
    assertThat(config.resources().cpus()).isEqualTo(4);
    assertThat(config.resources().memory()).contains(new Bytes(16_000_000_000L));
  }

  @Test
  void whatIsAbsentHasItsDefault() {
    RayConfig config = read("{}");
    assertThat(config.cluster().address()).isEqualTo(new Address.Local());
    Tune tune = tune("num_samples: 3");
    assertThat(tune.searchAlgorithm().name()).isEqualTo("auto");
    assertThat(tune.scheduler().name()).isEqualTo("fifo");
    assertThat(tune.best()).isEqualTo(Tune.Best.LAST);
    assertThat(tune.keepObjects()).isEqualTo(Tune.KeepObjects.BEST);
    assertThat(tune.maxFailedTrials()).isEmpty();
  }

  @Test
  void trainingAndDataAreKeptAsWritten() {
    RayConfig config =
        read(
            """
            ray_train: {num_workers: 4, use_gpu: false, backend: torch}
            ray_data: {parallelism: 8}
            secrets: {upload: true}
            """);
    assertThat(config.train().orElseThrow().integer("num_workers")).hasValue(4);
    assertThat(config.source().object("ray_data").integer("parallelism")).hasValue(8);
  }

  @Test
  void readsEveryKeyOfAJob() {
    Job job =
        read("""
        ray_job:
          entrypoint: python train.py --epochs 3
          entrypoint_num_cpus: 0.5
          entrypoint_num_gpus: 1
          entrypoint_memory: 2GiB
          entrypoint_resources: {tpu: 4, disk: 0.25}
        """)
            .job()
            .orElseThrow();
    assertThat(job.entrypoint()).contains("python train.py --epochs 3");
    assertThat(job.entrypointAt().line()).isEqualTo(2);
    assertThat(job.cpus()).hasValue(0.5);
    assertThat(job.gpus()).hasValue(1);
    assertThat(job.memory()).contains(new Bytes(2L << 30));
    assertThat(job.resources()).containsExactly(entry("tpu", 4.0), entry("disk", 0.25));
  }

  @Test
  void readsEveryKeyOfASearch() {
    Tune tune =
        tune(
            """
            search_space: {x: {type: uniform, low: 0, high: 1}, n: {a: {type: choice, choices: [p, q]}}}
            metric: loss
            mode: min
            scheduler: fifo
            search_algorithm: tpe
            num_samples: 7
            max_concurrent_trials: 3
            time_budget: 1h30m
            stop: {training_iteration: 10, loss: 1e-4}
            seed: 42
            points_to_evaluate: [{x: 0.5}, {n: {a: q}}, {n.a: p, x: 1}]
            engine: native
            fail_fast: true
            max_failed_trials: 2
            trial_retry: 1
            keep_objects: 5
            best: max_over_time
            """);
    assertThat(tune.samples()).hasValue(7);
    assertThat(tune.maxConcurrent()).hasValue(3);
    assertThat(tune.timeBudget()).contains(Duration.ofMinutes(90));
    assertThat(tune.stop()).containsEntry("loss", 1e-4).containsEntry("training_iteration", 10.0);
    assertThat(tune.seed()).hasValue(42);
    assertThat(tune.pointsToEvaluate())
        .extracting(point -> point.get("n.a").map(Json::text).orElse("none"))
        .containsExactly("none", "\"q\"", "\"p\"");
    assertThat(tune.engine()).isEqualTo(Tune.Engine.NATIVE);
    assertThat(tune.failFast()).isTrue();
    assertThat(tune.keepObjects().count()).isEqualTo(5);
    assertThat(tune.best()).isEqualTo(Tune.Best.MAX_OVER_TIME);
    assertThat(tune.mode()).isEqualTo(Tune.Mode.MIN);
  }

  @Test
  void whatComesFirstOfSeveralStopsCounts() {
    Tune tune =
        tune(
            """
            stop:
              - {loss: 0.5, training_iteration: 50}
              - {type: MaximumIterationStopper, max_iter: 40}
              - {type: TimeoutStopper, timeout: 90}
              - {type: TrialPlateauStopper, std: 0.1}
            time_budget: 1h
            """);
    assertThat(tune.stop()).isEqualTo(Map.of("loss", 0.5, "training_iteration", 40.0));
    assertThat(tune.timeBudget()).contains(Duration.ofSeconds(90));
    assertThat(tune.samples()).isEmpty();
    assertThat(tune.stoppers())
        .singleElement()
        .satisfies(stopper -> {
          assertThat(stopper.name()).isEqualTo("TrialPlateauStopper");
          assertThat(stopper.arguments().text()).isEqualTo("{\"std\":0.1}");
        });
  }

  @Test
  void aTimeBudgetAloneMeansAsManyTrialsAsItAllows() {
    assertThat(tune("time_budget: 10m").samples()).isEmpty();
    assertThat(tune("time_budget: 10m\nnum_samples: -1").samples()).isEmpty();
    assertThat(tune("time_budget: 10m\nnum_samples: 5").samples()).hasValue(5);
  }

  @Test
  void readsEveryTypeOfRayTune() {
    assertThat(domain("{type: uniform, low: -1, high: 1}"))
        .isEqualTo(new Domain.Range(-1, 1, false, 0, false));
    assertThat(domain("{type: quniform, low: 0.5, high: 2, q: 0.1}"))
        .isEqualTo(new Domain.Range(0.5, 2, false, 0.1, false));
    assertThat(domain("{type: loguniform, low: 1e-4, high: 1e-1, base: 10}"))
        .isEqualTo(new Domain.Range(1e-4, 1e-1, true, 0, false));
    assertThat(domain("{type: qloguniform, low: 1e-3, high: 1, q: 1e-3}"))
        .isEqualTo(new Domain.Range(1e-3, 1, true, 1e-3, false));
    assertThat(domain("{type: randint, low: 0, high: 9}"))
        .isEqualTo(new Domain.Range(0, 9, false, 0, true));
    assertThat(domain("{type: qrandint, low: 2, high: 10, q: 2}"))
        .isEqualTo(new Domain.Range(2, 10, false, 2, true));
    assertThat(domain("{type: lograndint, low: 1, high: 1e3}"))
        .isEqualTo(new Domain.Range(1, 1000, true, 0, true));
    assertThat(domain("{type: qlograndint, low: 8, high: 64}"))
        .isEqualTo(new Domain.Range(8, 64, true, 1, true));
    assertThat(domain("{type: randn, mean: 5, sd: 2}")).isEqualTo(new Domain.Normal(5, 2, 0));
    assertThat(domain("{type: qrandn, mean: 5, sd: 2, q: 0.5}"))
        .isEqualTo(new Domain.Normal(5, 2, 0.5));
    assertThat(domain("{type: choice, categories: [a, null]}"))
        .isEqualTo(new Domain.Choice(List.of(Json.of("a"), Json.NULL), false));
    assertThat(domain("{type: ordinal, values: [1, 2]}"))
        .isEqualTo(new Domain.Choice(List.of(Json.of(1), Json.of(2)), true));
    assertThat(domain("{grid_search: [1, 2]}"))
        .isEqualTo(new Domain.Grid(List.of(Json.of(1), Json.of(2))));
    assertThat(domain("{type: grid_search, values: [1]}"))
        .isEqualTo(new Domain.Grid(List.of(Json.of(1))));
    assertThat(domain("{type: constant, value: {a: 1}}"))
        .isEqualTo(new Domain.Constant(Json.parse("{\"a\":1}")));
    assertThat(domain("[1, 2]")).isEqualTo(new Domain.Constant(Json.parse("[1,2]")));
    assertThat(domain("relu")).isEqualTo(new Domain.Constant(Json.of("relu")));
  }

  @Test
  void aMappingThatIsNoDomainIsANestedSpace() {
    List<SpaceParameter> space =
        space(
            """
            optimizer:
              type: sgd
              lr: {type: uniform, low: 0, high: 1}
              inner: {type: {type: choice, choices: [a, b]}, depth: 3}
            """);
    assertThat(Kinds.names(space))
        .containsExactly(
            "optimizer.type", "optimizer.lr", "optimizer.inner.type", "optimizer.inner.depth");
  }

  @Test
  void conditionalParametersComeAfterTheirParents() {
    List<SpaceParameter> space =
        space(
            """
            momentum: {type: uniform, low: 0, high: 1, when: {optimizer: [sgd]}}
            nested:
              kind: {type: choice, choices: [1, 2]}
              depth: {type: randint, low: 1, high: 9, when: {parameter: kind, in: [2]}}
            optimizer: {type: choice, choices: [adam, sgd]}
            """);
    assertThat(Kinds.names(space))
        .containsExactly("optimizer", "momentum", "nested.kind", "nested.depth");
    assertThat(
            space.stream()
                .filter(parameter -> parameter.when().isPresent())
                .collect(
                    Collectors.toMap(
                        SpaceParameter::name,
                        parameter -> parameter.when().orElseThrow().parameter())))
        .containsEntry("momentum", "optimizer")
        .containsEntry("nested.depth", "nested.kind");
  }

  @Test
  void parametersOfANestedSpaceMayBeCalledLikeArguments() {
    assertThat(
            Kinds.names(
                space("bounds: {low: {type: randint, low: 0, high: 3}, high: {grid_search: [4]}}")))
        .containsExactly("bounds.low", "bounds.high");
  }

  @Test
  void numbersOfConditionsAndPointsAreThoseOfTheSpaceHoweverTheyAreWritten() {
    Tune tune =
        tune(
            """
            metric: m
            mode: min
            search_space:
              model: {type: choice, choices: [1.0, 2, [3, 4]]}
              layers: {type: randint, low: 1, high: 5}
              x: {type: uniform, low: 0, high: 1, when: {model: [1, 2.0, [3.0, 4]]}}
              y: {type: uniform, low: 0, high: 1, when: {layers: 2.0}}
            points_to_evaluate: [{model: 1, layers: 3.0, x: 1}]
            """);
    assertThat(when(tune, "x")).containsExactly(Json.of(1.0), Json.of(2), Json.parse("[3,4]"));
    assertThat(when(tune, "y")).containsExactly(Json.of(2));
    assertThat(tune.pointsToEvaluate().getFirst().text())
        .isEqualTo("{\"model\":1.0,\"layers\":3,\"x\":1}");
  }

  private static List<Json> when(Tune tune, String name) {
    return tune.space().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .flatMap(SpaceParameter::when)
        .orElseThrow()
        .values();
  }

  @Test
  void overridesAreSetOverTheFile() {
    RayConfig config =
        read(
            TUNE,
            "ray_tune.num_samples=5",
            "ray_cluster.address=http://gpu-head:8265",
            "ray_tune.search_space.param1={\"type\":\"choice\",\"choices\":[1]}",
            "ray_tune.time_budget=10m");
    assertThat(config.tune().orElseThrow().samples()).hasValue(5);
    assertThat(config.tune().orElseThrow().timeBudget()).contains(Duration.ofMinutes(10));
    assertThat(config.cluster().address()).hasToString("http://gpu-head:8265");
    assertThat(config.source().object("ray_tune").integer("num_samples")).hasValue(5);
    assertThat(config.tune().orElseThrow().space().getLast().domain())
        .isInstanceOf(Domain.Choice.class);
  }
}
