package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.run.TrialState;
import io.eagleray.run.TrialStatus;
import io.eagleray.targets.ray.cluster.RayHead;
import io.eagleray.targets.ray.cluster.RealRay;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose object store is small, and that may not move objects to the disk. */
@Tag("slow")
@Tag("ray")
class ClusterMemoryTest {
  @RegisterExtension
  static final RealRay RAY =
      RealRay.own(
          RayHead.Settings.DEFAULT
              .withObjectStore(80_000_000)
              .with("RAY_local_fs_capacity_threshold", "0.001"));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aTrialThatFillsTheObjectStoreFailsAndTheOthersGoOn() {
    ClusterProject project =
        ClusterProject.write(folder, ClusterProject.PLAIN, ClusterProject.BY_RAY);
    // The last one puts nothing: the cluster takes a moment to give back what the one before it
    // held.
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            tune:
              type: ray
              task: {command: work.hoard, returns: [tuned]}
              ray:
                ray_tune:
                  search_space: {blocks: {type: grid_search, values: [1, 60, 0]}}
                  metric: height
                  mode: max
                  num_samples: 1
                  max_concurrent_trials: 1
        """);
    project.write(
        "work.py",
        """
        import ray

        def hoard(blocks, gcs):
            ray.init(address=gcs, log_to_driver=False)
            try:
                held = [ray.put(bytes(8_000_000)) for _ in range(blocks)]
                return {"height": len(held)}
            finally:
                ray.shutdown()
        """);

    try (CommandLine command = project.run(RAY.head(), "-P", "gcs=" + RAY.head().gcs())) {
      assertThat(command.exitCode()).as(command::output).isZero();
    }

    List<TrialState> trials = project.trials();
    assertThat(trials.stream().map(TrialState::status))
        .containsExactly(TrialStatus.COMPLETED, TrialStatus.FAILED, TrialStatus.COMPLETED);
    assertThat(trials.get(1).failure().orElseThrow().message()).contains("object store is full");
  }
}
