package io.eagleray.engine.ray;

import io.eagleray.json.JsonObject;
import io.eagleray.model.Bytes;
import io.eagleray.model.Resources;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.run.RunEvent;
import io.eagleray.run.Value;
import io.eagleray.search.SearchException;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend;
import io.eagleray.spi.TaskSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
    node.config()
        .tune()
        .map(tune -> ForecastDefault.of(node, tune, signature))
        .ifPresent(tune -> check(node, tune, checking));
    return signature;
  }

  private static void check(RayNode node, Tune tune, NodeChecking checking) {
    if (!NativeAlgorithms.areKnown(tune)) {
      return; // The reader has told so, with the nearest known name.
    }
    Problems problems = checking.problems();
    Optional<Sampler> sampler =
        made(
            tune.searchAlgorithm().at(),
            problems.about(Topic.SAMPLERS),
            () -> NativeAlgorithms.sampler(tune.searchAlgorithm()));
    Optional<Scheduler> scheduler =
        made(
            tune.scheduler().at(),
            problems.about(Topic.SCHEDULERS),
            () -> NativeAlgorithms.scheduler(tune.scheduler()));
    for (Algorithm stopper : tune.stoppers()) {
      made(stopper.at(), problems.about(Topic.STOPPERS), () -> NativeAlgorithms.stopper(stopper));
    }
    if (sampler.isEmpty() || scheduler.isEmpty()) {
      return;
    }
    NativeSearch search = NativeSearch.of(tune, sampler.get(), scheduler.get());
    ObjectivesCheck.check(tune, search, problems);
    if (problems.hasErrors()) {
      return;
    }
    Problems about = problems.about(Topic.SEARCH_SPACE);
    if (made(node.config().at(), about, () -> new StudyTerms(0, 1).study(tune, search))
        .isPresent()) {
      tellNative(tune, search, problems);
      warnOfScheduler(node, tune, search, checking);
    }
  }

  private static void warnOfScheduler(
      RayNode node, Tune tune, NativeSearch search, NodeChecking checking) {
    TaskSignature signature = checking.inspect(node.task());
    if (!search.isFifo() && signature.known() && !signature.reports()) {
      checking
          .problems()
          .warning(
              tune.scheduler().at(),
              tune.scheduler().name()
                  + " can stop nothing early: \""
                  + node.task().command()
                  + "\" reports once, when it returns");
    } else if (search.scheduler().needsCheckpoints() && forgets(node, signature)) {
      checking
          .problems()
          .warning(
              tune.scheduler().at(),
              tune.scheduler().name()
                  + " lets trials go on later, and \""
                  + node.task().command()
                  + "\" has no argument \"checkpoint\": they begin again from their first step then");
    }
  }

  /** Java functions ask their Trial for the checkpoint, which a signature does not show. */
  private static boolean forgets(RayNode node, TaskSignature signature) {
    return node.task().commandType().equals("python")
        && signature.known()
        && !signature.keywords()
        && signature.arguments().stream()
            .noneMatch(argument -> argument.name().equals(TrialStart.CHECKPOINT));
  }

  /**
   * One config serves clusters too, where the names mean Ray Tune's own classes: says what they
   * mean here.
   */
  private static void tellNative(Tune tune, NativeSearch search, Problems problems) {
    problems.note(
        tune.searchAlgorithm().at(),
        "embedded, "
            + tune.searchAlgorithm().name()
            + " is the native sampler "
            + search.samplerWord()
            + ", and "
            + tune.scheduler().name()
            + " the native scheduler "
            + search.schedulerWord());
  }

  /** What can be made; where it cannot, the problems tell why. */
  private static <T> Optional<T> made(Location at, Problems problems, Supplier<T> creation) {
    try {
      return Optional.of(creation.get());
    } catch (SearchException e) {
      problems.error(at, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The trials that run at once, or the one call. */
  @Override
  public Optional<Resources> resources(RayNode node, Machine machine) {
    Resources each = node.config().resources();
    int slots = node.config().tune().isPresent() ? machine.slots(node.config()) : 1;
    return Optional.of(
        new Resources(
            each.cpus() * slots,
            each.gpus() * slots,
            each.memory().map(bytes -> new Bytes(bytes.count() * slots))));
  }

  @Override
  public Phase fanOut(RayNode node, NodeWalking walking) {
    if (node.config().tune().isEmpty()) {
      return new Phase.Done(JsonObject.builder().put("backend", "embedded").build());
    }
    Tune tune = settled(node, walking);
    StudyTerms terms =
        new StudyTerms(
            tune.seed().orElseGet(() -> seed(walking)), walking.machine().slots(node.config()));
    JsonObject space = node.config().source().object("ray_tune").object("search_space");
    return new Phase.Done(terms.handOver(tune, NativeSearch.of(tune)).with("space", space));
  }

  private static Tune settled(RayNode node, NodeWalking walking) {
    Tune tune = node.config().tune().orElseThrow();
    return ForecastDefault.of(node, tune, walking.signature(node.task()));
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
      return new EmbeddedStudy(settled(node, walking), node.task(), StudyTerms.of(fanOut), walking)
          .run();
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
