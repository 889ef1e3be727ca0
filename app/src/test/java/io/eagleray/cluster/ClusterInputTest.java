package io.eagleray.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.commandline.CommandLine;
import io.eagleray.targets.ray.cluster.RealRay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a Ray node on a cluster is told in one line, early where it can be early. */
@Tag("slow")
@Tag("ray")
class ClusterInputTest {
  @RegisterExtension static final RealRay RAY = RealRay.shared();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ClusterProject project(String task, String work) {
    ClusterProject project = ClusterProject.write(folder, task, ClusterProject.BY_RAY);
    project.write("work.py", work);
    return project;
  }

  private static String refused(CommandLine command, int exitCode) {
    try (command) {
      assertThat(command.exitCode()).as(command::output).isEqualTo(exitCode);
      assertThat(command.output()).doesNotContain("\tat ");
      return command.output();
    }
  }

  private ClusterProject usual() {
    return ClusterProject.write(folder, ClusterProject.PLAIN, ClusterProject.BY_RAY);
  }

  @Test
  void anAddressWhereNobodyListens() {
    CommandLine command = CommandLine.start(folder, usual().arguments("http://127.0.0.1:9"));

    assertThat(refused(command, 3)).contains("nobody listens at").contains("127.0.0.1:9");
  }

  @Test
  void aTrialThatNoNodeCouldEverRun() {
    CommandLine command = usual().run(RAY.head(), "--set", "default_resources.num_cpus=64");

    assertThat(refused(command, 2)).contains("a trial needs 64 CPU; the largest node has 2");
  }

  @Test
  void aMisspeltKeyOfTheRuntimeEnvironment() {
    CommandLine command = usual().run(RAY.head(), "--set", "ray_cluster.runtime_env={pipp: [a]}");

    assertThat(refused(command, 2)).contains("pipp").contains("pip");
  }

  @Test
  void aSecretThatOnlyThisMachineHas() {
    ClusterProject project = usual();
    project.write(".env", "API_TOKEN=not-to-be-told\n");
    project.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            once:
              type: ray
              task: {command: work.prepare, secrets: [API_TOKEN], returns: [{name: peak, kind: object}]}
              ray: {}
        """);

    String output = refused(project.run(RAY.head()), 2);

    assertThat(output).contains("on_cluster: true").contains("upload: true");
    assertThat(output).doesNotContain("not-to-be-told");
  }

  @Test
  void aModuleThatOnlyTheClusterMisses() {
    ClusterProject project = usual();
    project.write(
        "far.py",
        "import no_such_module_anywhere\n\ndef plain(x, depth, peak):\n    return {\"height\": 1}\n");
    project.write("pipeline.yaml", readPipeline().replace("work.plain", "far.plain"));

    assertThat(refused(project.run(RAY.head()), 1)).contains("no_such_module_anywhere");
  }

  private String readPipeline() {
    try {
      return Files.readString(folder.resolve("pipeline.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFunctionThatNeverReportsTheMetric() {
    CommandLine command =
        project(
                ClusterProject.PLAIN,
                """
                def prepare(): return 1
                def evaluate(tuned): return 1
                def plain(x, depth, peak): return {"hight": 1}
                """)
            .run(RAY.head());

    assertThat(refused(command, 1)).contains("never reported \"height\"").contains("hight");
  }

  @Test
  void aReturnedObjectThatCannotBeStored() {
    CommandLine command =
        project(
                ClusterProject.PLAIN,
                """
                import threading

                def prepare(): return 1
                def evaluate(tuned): return 1
                def plain(x, depth, peak): return {"height": 1, "model": threading.Lock()}
                """)
            .run(RAY.head());

    assertThat(refused(command, 1)).contains("lock");
  }
}
