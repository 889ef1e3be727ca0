package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.json.JsonObject;
import io.eagleray.targets.ray.client.JobRequest;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.cluster.RayHead;
import io.eagleray.targets.ray.cluster.RealRay;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of another Python than the steps here run with. */
@Tag("slow")
@Tag("ray")
class ClusterPythonTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  private static final String METADATA =
      """
      import json
      key, space = b"CLUSTER_METADATA", b"cluster"
      metadata = json.loads(gcs.internal_kv_get(key, space))
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** What checking says before a cluster that tells of a Python 3.99. */
  private String checked(ClusterProject project, int exitCode) {
    try (AlteredDashboard dashboard =
            new AlteredDashboard(
                RAY.head().dashboard(),
                text -> text.replaceAll("(\"pythonVersion\": *\")[0-9.]+", "$13.99.1"));
        CommandLine command =
            CommandLine.start(
                project.folder(),
                "validate",
                "pipeline.yaml",
                "--python",
                RayHead.python().orElseThrow().toString(),
                "-P",
                "effects=none",
                "--set",
                "ray_cluster.address=" + dashboard.address())) {
      assertThat(command.exitCode()).as(command::output).isEqualTo(exitCode);
      return command.output();
    }
  }

  private ClusterProject project() {
    return ClusterProject.write(folder, ClusterProject.PLAIN, ClusterProject.BY_RAY);
  }

  @Test
  void anArgumentThatIsPickledHereIsRefusedBeforeAnythingRuns() {
    assertThat(checked(project(), 2))
        .contains("step \"prepare\" pickles the object \"peak\" with Python 3.")
        .contains("the cluster's Python 3.99.1 may be unable to read it")
        .contains("pipeline.yaml:6:");
  }

  @Test
  void anObjectThatAStepHereWouldReadIsRefusedBeforeAnythingRuns() {
    ClusterProject project = project();
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            fit:
              type: ray
              task: {command: work.fit, returns: [{name: model, kind: object}]}
              ray: {}
            use: {command: work.use, returns: [size]}
        """);
    project.write("work.py", "def fit():\n    return {1}\n\ndef use(model):\n    return 1\n");

    assertThat(checked(project, 2))
        .contains("the cluster's Python 3.99.1 pickles the object \"model\"")
        .contains("step \"use\" may be unable to read it with Python 3.");
  }

  @Test
  void whereNothingNeedsToPassItIsAWarning() {
    ClusterProject project = project();
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            fit:
              type: ray
              task: {command: work.fit, returns: [size]}
              ray: {}
        """);
    project.write("work.py", "def fit():\n    return 1\n");

    assertThat(checked(project, 0))
        .contains("the cluster runs Python 3.99.1, and the steps here Python 3.");
  }

  /** Ray's own parts, which compare the versions too, connect when the first job comes. */
  private static void letRayConnectBefore() {
    try (RayClient client = RAY.head().client()) {
      client.submit(JobRequest.of("connects-ray", "true", JsonObject.EMPTY, Map.of()));
    }
  }

  @Test
  void aJobWhosePythonIsNotTheClustersFailsAndNamesBoth() {
    letRayConnectBefore();
    RAY.head()
        .python(
            METADATA
                + "gcs.internal_kv_put(b'kept', json.dumps(metadata).encode(), True, space)\n"
                + "metadata['python_version'] = '3.99.1'\n"
                + "gcs.internal_kv_put(key, json.dumps(metadata).encode(), True, space)\n");
    try (CommandLine command = project().run(RAY.head())) {
      assertThat(command.exitCode()).as(command::output).isEqualTo(1);
      assertThat(command.output())
          .contains("is not the cluster's")
          .contains("Python: 3.99.1")
          .contains("first on the PATH");
    } finally {
      RAY.head()
          .python(
              METADATA
                  + "gcs.internal_kv_put(key, gcs.internal_kv_get(b'kept', space), True, space)\n");
    }
  }
}
