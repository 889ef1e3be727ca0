package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.json.JsonObject;
import io.eagleray.run.RunState;
import io.eagleray.spi.ObjectReferences;
import io.eagleray.targets.ray.cluster.RealRay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects of a cluster that does not see the client's folders. The client has a state folder that
 * only its own processes see, as on another machine; needs root, as tests have it in their
 * container.
 */
@Tag("slow")
@Tag("ray")
class ClusterUnsharedTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ClusterProject project(String model) {
    ClusterProject project =
        ClusterProject.write(
            folder.resolve("project"), ClusterProject.PLAIN, ClusterProject.BY_RAY);
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            tune:
              type: ray
              task: {command: work.train, returns: [tuned]}
              ray:
                ray_tune:
                  search_space: {x: {type: grid_search, values: [1, 3, 2]}}
                  metric: height
                  mode: max
                  num_samples: 1
                  max_concurrent_trials: 1
            evaluate: {command: work.evaluate, returns: [digest]}
        """);
    project.write(
        "work.py",
        """
        import hashlib, os

        def train(x):
            return {"height": x, "model": %s}

        def evaluate(tuned):
            return hashlib.sha256(tuned["best_trial"]["model"]).hexdigest()
        """
            .formatted(model));
    return project;
  }

  /** Runs it with a state folder of its own, which is copied when it has ended. */
  private CommandLine runApart(ClusterProject project) {
    Path state = project.folder().resolve(".eagleray");
    List<String> apart =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mkdir -p '%1$s' && mount -t tmpfs none '%1$s' && { \"$@\"; code=$?; mkdir -p '%2$s' && cp -r '%1$s' '%2$s'; exit $code; }"
                .formatted(state, home()),
            "sh");
    return CommandLine.start(
        project.folder(), apart, project.arguments(RAY.head().dashboard().toString()));
  }

  private Path home() {
    return folder.resolve("home");
  }

  @Test
  void theBestTrialsModelComesHomeThroughTheLog() throws IOException, NoSuchAlgorithmException {
    ClusterProject project = project("os.urandom(3 << 20)");
    try (CommandLine command = runApart(project)) {
      assertThat(command.exitCode()).as(command::output).isZero();
    }

    assertThat(project.folder().resolve(".eagleray")).isEmptyDirectory();
    RunState end = new ClusterProject(home(), project.task(), project.ray()).log();
    JsonObject tuned = (JsonObject) Objects.requireNonNull(end.parameters().get("tuned")).json();
    String digest = ObjectReferences.in(tuned.object("best_trial")).iterator().next();
    Path stored =
        home()
            .resolve(".eagleray/catalog/objects")
            .resolve(digest.substring(0, 2))
            .resolve(digest.substring(2));
    byte[] content = Files.readAllBytes(stored);
    assertThat(content).hasSize(3 << 20);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
        .isEqualTo(digest);
    assertThat(Objects.requireNonNull(end.parameters().get("digest")).json().text())
        .contains(digest);
  }

  @Test
  void aModelOf300MegabytesFailsTheNodeAndTheMessageSaysWhatWouldHelp() {
    try (CommandLine command = runApart(project("bytes(300 << 20)"))) {
      assertThat(command.exitCode()).as(command::output).isEqualTo(1);
      assertThat(command.output())
          .contains("the object of type bytes of trial 0 is 300 MiB")
          .contains("at most 64 MiB");
    }
  }
}
