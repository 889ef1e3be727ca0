package io.eagleray.targets.ray;

import io.eagleray.model.ray.Address;
import io.eagleray.targets.ray.client.ClusterNode;
import io.eagleray.targets.ray.client.Need;
import io.eagleray.targets.ray.client.RayAddresses;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.Requirements;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Looks at a cluster in a thread of its own, while what is on this machine is checked: that starts
 * processes, and takes as long.
 */
final class ClusterLook implements AutoCloseable {
  private final FutureTask<Seen> looking;
  private final Thread thread;

  /**
   * What a cluster is like that answers, and can be worked with.
   *
   * @param shortages what it can never give of what is needed
   * @param python the version of its head's Python, where it tells one
   */
  record Seen(
      RayAddresses.Found found,
      List<ClusterNode> nodes,
      List<Requirements.Shortage> shortages,
      Optional<String> python) {}

  private ClusterLook(FutureTask<Seen> looking) {
    this.looking = looking;
    this.thread = Thread.ofPlatform().daemon().name("cluster look").start(looking);
  }

  /** Begins; what is wrong with the cluster is thrown by {@link #seen}. */
  static ClusterLook begin(Clusters clusters, Address address, Need need) {
    return new ClusterLook(new FutureTask<>(() -> look(clusters.find(address), need)));
  }

  private static Seen look(RayAddresses.Found found, Need need) {
    try (RayClient client = RayClient.of(found.connection())) {
      client.awaitHealthy();
      List<ClusterNode> nodes = client.nodes();
      return new Seen(
          found, nodes, Requirements.check(client, nodes, List.of(need)), client.pythonVersion());
    }
  }

  /**
   * Waits for the answers.
   *
   * @throws RayException if the cluster does not answer, or cannot be worked with
   */
  Seen seen() {
    try {
      return looking.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException("the look at a cluster broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a cluster", e);
    }
  }

  /** Gives up what is still being asked. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
