package io.eagleray.engine.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Value;
import io.eagleray.search.SearchException;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend;
import io.eagleray.spi.TaskSignature;
import java.util.ArrayList;
import java.util.List;

/** The Ray node inside this process: no Ray, no cluster, no server. */
public final class EmbeddedBackend implements RayBackend {
  @Override
  public boolean serves(Address address) {
    return address instanceof Address.Local;
  }

  @Override
  public void check(RayNode node, NodeChecking checking) {
    checking.machine().check(node, checking.problems());
    node.config().tune().ifPresent(tune -> check(node, tune, checking));
  }

  private static void check(RayNode node, Tune tune, NodeChecking checking) {
    if (!NativeAlgorithms.areKnown(tune)) {
      return; // The reader has told so, with the nearest known name.
    }
    boolean sampler =
        isRight(
            tune.searchAlgorithm().at(),
            checking.problems().about(Topic.SAMPLERS),
            () -> NativeAlgorithms.sampler(tune.searchAlgorithm()));
    boolean scheduler =
        isRight(
            tune.scheduler().at(),
            checking.problems().about(Topic.SCHEDULERS),
            () -> NativeAlgorithms.scheduler(tune.scheduler()));
    if (!sampler || !scheduler || checking.problems().hasErrors()) {
      return;
    }
    if (isRight(
        node.config().at(),
        checking.problems().about(Topic.SEARCH_SPACE),
        () -> new StudyTerms(0, 1).study(tune))) {
      tellNative(tune, checking);
      warnOfScheduler(node, tune, checking);
    }
  }

  private static void warnOfScheduler(RayNode node, Tune tune, NodeChecking checking) {
    TaskSignature signature = checking.inspect(node.task());
    boolean early = !NativeAlgorithms.isFifo(tune.scheduler());
    if (early && signature.known() && !signature.reports()) {
      checking
          .problems()
          .warning(
              tune.scheduler().at(),
              tune.scheduler().name()
                  + " can stop nothing early: \""
                  + node.task().command()
                  + "\" reports once, when it returns");
    }
  }

  /**
   * One config serves clusters too, where the names mean Ray Tune's own classes: says what they
   * mean here.
   */
  private static void tellNative(Tune tune, NodeChecking checking) {
    checking
        .problems()
        .note(
            tune.searchAlgorithm().at(),
            "embedded, "
                + tune.searchAlgorithm().name()
                + " is the native sampler "
                + NativeAlgorithms.samplerWord(tune.searchAlgorithm())
                + ", and "
                + tune.scheduler().name()
                + " the native scheduler "
                + NativeAlgorithms.schedulerWord(tune.scheduler()));
  }

  /** Whether something can be made; if not, the problems tell why. */
  private static boolean isRight(Location at, Problems problems, Runnable creation) {
    try {
      creation.run();
      return true;
    } catch (SearchException e) {
      problems.error(at, String.valueOf(e.getMessage()));
      return false;
    }
  }

  @Override
  public Phase fanOut(RayNode node, NodeWalking walking) {
    if (node.config().tune().isEmpty()) {
      return new Phase.Done(JsonObject.builder().put("backend", "embedded").build());
    }
    Tune tune = node.config().tune().get();
    StudyTerms terms =
        new StudyTerms(
            tune.seed().orElseGet(() -> seed(walking)), walking.machine().slots(node.config()));
    JsonObject space = node.config().source().object("ray_tune").object("search_space");
    return new Phase.Done(terms.handOver(tune).with("space", space));
  }

  /** A later attempt goes on with the study of the one before, so it keeps its seed. */
  private static long seed(NodeWalking walking) {
    List<Long> before = new ArrayList<>();
    if (walking.attempt() > 1) {
      walking.replay(event -> {
        if (event.body() instanceof RunEvent.PhaseEnded phase
            && phase.path().equals(walking.path())
            && phase.phase().equals(RayNodeType.FAN_OUT)) {
          before.add(StudyTerms.of(phase.handOver()).seed());
        }
      });
    }
    return before.isEmpty() ? walking.randomSeed() : before.getLast();
  }

  @Override
  public Phase execution(RayNode node, JsonObject fanOut, NodeWalking walking) {
    if (node.config().tune().isPresent()) {
      Tune tune = node.config().tune().get();
      return new EmbeddedStudy(tune, node.task(), StudyTerms.of(fanOut), walking).run();
    }
    return new OneCall(node.task(), walking).run();
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
