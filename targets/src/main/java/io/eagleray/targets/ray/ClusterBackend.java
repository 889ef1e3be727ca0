package io.eagleray.targets.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SecretSource;
import io.eagleray.run.Failure;
import io.eagleray.run.Value;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend;
import io.eagleray.spi.TaskSignature;
import io.eagleray.targets.ray.client.RayClient;
import io.eagleray.targets.ray.client.RayException;
import io.eagleray.targets.ray.client.RayVersion;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/**
 * The Ray node on a real cluster: fan-out submits a Ray job, execution follows it, fan-in lets go
 * of it. The work is done by the driver that the job runs (Python's {@code eagleray.cluster}).
 *
 * <p>What the three hand on is a {@link StepSubmission}, so each may run in a process of its own,
 * and again after it was cut off: a job is found again by its id.
 */
public final class ClusterBackend implements RayBackend {
  /** How often a job that the cluster lost is submitted again within one attempt of the step. */
  static final int MAX_SUBMISSIONS = 3;

  /** How long a cluster that answers, and was alive when it was looked at, may fail its probes. */
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(20);

  @Override
  public boolean serves(Address address) {
    return switch (address) {
      case Address.Local local -> false;
      case Address.Auto auto -> true;
      case Address.Remote remote -> true;
    };
  }

  /** The function is looked at here, and imported there before the first trial. */
  @Override
  public TaskSignature check(RayNode node, NodeChecking checking) {
    return new ClusterCheck(node, checking).check();
  }

  @Override
  public Phase fanOut(RayNode node, NodeWalking walking) {
    return with(
        node,
        node.config().cluster().address(),
        walking,
        client -> {
          recordConsent(node, walking);
          RayVersion version = client.awaitHealthy(BUSY_LIMIT);
          StepSubmission submission = new JobSubmitter(node, walking, client).submit(1, version);
          return new Phase.Done(
              SearchPlan.handOver(node, walking.uuid(), walking.path().text())
                  .and(submission.handOver()));
        });
  }

  private static void recordConsent(RayNode node, NodeWalking walking) {
    if (node.config().secrets() == SecretSource.UPLOAD && !node.task().secrets().isEmpty()) {
      walking.warn(
          "the values of "
              + String.join(", ", node.task().secrets())
              + " are sent to the cluster, as the Ray config consents");
    }
  }

  @Override
  public Phase execution(RayNode node, JsonObject fanOut, NodeWalking walking) {
    StepSubmission submission = StepSubmission.of(fanOut);
    return with(
        node,
        new Address.Remote(URI.create(submission.address())),
        walking,
        client -> new JobExecution(node, walking, client).run(submission));
  }

  @Override
  public Phase fanIn(RayNode node, JsonObject fanOut, JsonObject execution, NodeWalking walking) {
    Probe.of(walking, StepSubmission.of(fanOut)).remove();
    return new Phase.Done(
        JsonObject.EMPTY, Value.returned(node.task(), execution.object("values").fields()));
  }

  private static Phase with(
      RayNode node, Address address, NodeWalking walking, Function<RayClient, Phase> work) {
    Clusters clusters =
        new Clusters(node.config(), walking.directory(), walking.surroundings().environment());
    try (RayClient client = RayClient.of(clusters.find(address).connection())) {
      return work.apply(client);
    } catch (RayException | ForeignJobException e) {
      return new Phase.Failed(Failure.of("cluster", String.valueOf(e.getMessage())));
    }
  }
}
