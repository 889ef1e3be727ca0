package io.eagleray.targets.ray;

import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Cluster;
import io.eagleray.model.ray.Job;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SecretSource;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.Shipment;
import io.eagleray.spi.TaskSignature;
import io.eagleray.targets.ray.client.ClusterNode;
import io.eagleray.targets.ray.client.Need;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.Requirements;
import io.eagleray.targets.ray.client.RuntimeEnvCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what would keep a node from running on its cluster, before anything is submitted. */
final class ClusterCheck {
  private final RayNode node;
  private final NodeChecking checking;
  private final Problems problems;

  ClusterCheck(RayNode node, NodeChecking checking) {
    this.node = node;
    this.checking = checking;
    this.problems = checking.problems();
  }

  /** Checks the node; returns what its function takes, as far as its source tells. */
  TaskSignature check() {
    if (checking.isOffline() || problems.hasErrors()) {
      return checkHere();
    }
    try (ClusterLook look = look()) {
      TaskSignature signature = checkHere();
      if (!problems.hasErrors()) {
        reach(look);
      }
      return signature;
    }
  }

  private ClusterLook look() {
    Clusters clusters =
        new Clusters(node.config(), checking.directory(), checking.surroundings().environment());
    Need need = node.config().job().map(JobNeeds::need).orElseGet(this::need);
    return ClusterLook.begin(clusters, node.config().cluster().address(), need);
  }

  private TaskSignature checkHere() {
    Cluster cluster = node.config().cluster();
    TaskSignature signature = checking.inspectElsewhere(node.task());
    RuntimeEnvCheck.check(
        cluster.runtimeEnv(), cluster.runtimeEnvAt(), node.config().folder(), problems);
    tellOfContainers(cluster);
    travels();
    secrets();
    if (node.config().nativeTune().isEmpty()) {
      node.config()
          .tune()
          .ifPresent(tune -> new RayTuneCheck(node, tune, problems).tell(signature));
    }
    return signature;
  }

  private void tellOfContainers(Cluster cluster) {
    for (String key : cluster.runtimeEnv().fields().keySet()) {
      if (RuntimeEnvironment.CONTAINERS.contains(key)) {
        problems.warning(
            cluster.runtimeEnvAt(),
            "runtime_env."
                + key
                + " is left out: Ray takes it only without packages, and a Ray node brings its"
                + " functions as packages; start the cluster's nodes from that image");
      }
    }
  }

  private void travels() {
    if (checking.shipment(node.task()).isEmpty() && !problems.hasErrors()) {
      problems.error(
          node.task().at(),
          "a "
              + node.task().commandType()
              + " task runs on this machine only; a Ray node on a cluster takes python, java and"
              + " shell");
    }
  }

  /** Only names travel, unless the user consents; so the cluster must have the values. */
  private void secrets() {
    Task task = node.task();
    if (node.config().secrets() != SecretSource.UNSAID || task.secrets().isEmpty()) {
      return;
    }
    String name = task.secrets().getFirst();
    problems.error(
        task.at(),
        "the secret "
            + name
            + " is in "
            + checking.secretPlace(name).orElse("no place")
            + " on this machine, and secrets do not travel: write \"secrets: {on_cluster: true}\""
            + " in the Ray config where the cluster's workers have it in their environment or in a"
            + " mounted file, or \"secrets: {upload: true}\" to send its value along");
  }

  /** Nothing is submitted to a cluster that does not answer, or could never run a trial. */
  private void reach(ClusterLook look) {
    try {
      ClusterLook.Seen cluster = look.seen();
      cluster.found().notes().forEach(note -> problems.note(at(), note));
      tellOf(cluster.shortages());
      cluster.python().ifPresent(this::tellOfPython);
      tellOfDistance(cluster.nodes());
    } catch (RayException e) {
      Address address = node.config().cluster().address();
      throw new EnvironmentException("the cluster \"" + address + "\": " + e.text(), e);
    }
  }

  /** Folders of this machine may be out of reach there; only a node itself can find that out. */
  private void tellOfDistance(List<ClusterNode> nodes) {
    if (!ThisHost.look().holds(nodes)) {
      problems.warning(
          at(),
          "the cluster has nodes on other machines: where they do not see the state folder, objects"
              + " that are kept come back through the job's log, "
              + (JobSpec.THROUGH_THE_LOG.count() >> 20)
              + " MiB each at most");
    }
  }

  private void tellOfPython(String there) {
    checking
        .shipment(node.task())
        .flatMap(Shipment::version)
        .ifPresent(here -> new PythonCheck(node, checking, new PythonVersions(here, there)).tell());
  }

  /** What no node could give a trial or a command, however long it waits. */
  private void tellOf(List<Requirements.Shortage> shortages) {
    Location at = node.config().job().map(Job::at).orElse(node.config().at());
    for (Requirements.Shortage shortage : shortages) {
      if (shortage.isCertain()) {
        problems.error(at, shortage.message());
      } else {
        problems.warning(at, shortage.message());
      }
    }
  }

  private Need need() {
    Resources asked = node.config().resources();
    Map<String, Double> resources = new LinkedHashMap<>();
    resources.put("CPU", asked.cpus());
    resources.put("GPU", asked.gpus());
    asked.memory().ifPresent(bytes -> resources.put("memory", (double) bytes.count()));
    return new Need(node.config().tune().isPresent() ? "a trial" : "the function", resources);
  }

  private Location at() {
    return node.config().cluster().at();
  }
}
