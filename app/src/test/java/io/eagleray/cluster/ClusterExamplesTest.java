package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.architecture.Checkout;
import io.eagleray.commandline.CommandLine;
import io.eagleray.targets.ray.cluster.RayHead;
import io.eagleray.targets.ray.cluster.RealRay;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples run unchanged on a real cluster: only the address differs. */
@Tag("slow")
@Tag("ray")
class ClusterExamplesTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  /** The packages that an example names are installed on the cluster first. */
  private static final Duration LIMIT = Duration.ofMinutes(6);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tune-java", "hyperparameter-tuning"})
  void runsThere(String example) {
    Path pipeline = Checkout.ROOT.resolve("examples").resolve(example).resolve("pipeline.yaml");
    try (CommandLine command =
        CommandLine.start(
            folder,
            "run",
            pipeline.toString(),
            "--python",
            RayHead.python().orElseThrow().toString(),
            "--set",
            "ray_cluster.address=" + RAY.head().dashboard(),
            "--set",
            "ray_tune.num_samples=4",
            "--output",
            "json")) {
      assertThat(command.exitCode(LIMIT)).as(command::output).isZero();
      assertThat(command.output())
          .contains("\"status\":\"SUCCESS\"", "\"best_config\":{", "\"completed\":");
    }
  }
}
