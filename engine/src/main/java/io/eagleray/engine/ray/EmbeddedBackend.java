package io.eagleray.engine.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.run.Value;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend;
import io.eagleray.spi.TaskSignature;
import java.util.List;
import java.util.Optional;

/** The Ray node inside this process: no Ray, no cluster, no server. */
public final class EmbeddedBackend implements RayBackend {
  @Override
  public boolean serves(Address address) {
    return address instanceof Address.Local;
  }

  @Override
  public TaskSignature check(RayNode node, NodeChecking checking) {
    TaskSignature signature = checking.inspect(node.task());
    checking.machine().check(node, checking.problems());
    return signature;
  }

  /** The one call, or the first trial: a search asks for more once it runs. */
  @Override
  public Optional<Resources> resources(RayNode node, Machine machine) {
    return Optional.of(node.config().resources());
  }

  @Override
  public Phase fanOut(RayNode node, NodeWalking walking) {
    if (node.config().tune().isEmpty()) {
      return new Phase.Done(JsonObject.builder().put("backend", "embedded").build());
    }
    Tune tune = node.config().tune().orElseThrow();
    StudyTerms terms =
        new StudyTerms(
            tune.seed().orElseGet(() -> seed(walking)), walking.machine().slots(node.config()));
    JsonObject space = node.config().source().object("ray_tune").object("search_space");
    return new Phase.Done(terms.handOver(tune, NativeSearch.of(tune)).with("space", space));
  }

  /** A later attempt goes on with the study of the one before, so it keeps its seed. */
  private static long seed(NodeWalking walking) {
    List<JsonObject> before = EarlierFanOuts.of(walking);
    return before.isEmpty() ? walking.randomSeed() : StudyTerms.of(before.getLast()).seed();
  }

  @Override
  public Phase execution(RayNode node, JsonObject fanOut, NodeWalking walking) {
    if (node.config().tune().isEmpty()) {
      return new OneCall(node.task(), walking).run();
    }
    Tune tune = node.config().tune().get();
    Resources each = node.config().resources();
    return new EmbeddedStudy(tune, node.task(), StudyTerms.of(fanOut), each, walking).run();
  }

  @Override
  public Phase fanIn(RayNode node, JsonObject fanOut, JsonObject execution, NodeWalking walking) {
    if (node.config().tune().isPresent()) {
      return new Phase.Done(JsonObject.EMPTY);
    }
    return new Phase.Done(
        JsonObject.EMPTY, Value.returned(node.task(), execution.object("values").fields()));
  }
}
