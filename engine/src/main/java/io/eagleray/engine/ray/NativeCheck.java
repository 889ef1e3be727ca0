package io.eagleray.engine.ray;

import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.search.SearchException;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.TaskSignature;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks a search by the native engine, wherever its trials run. */
final class NativeCheck {
  private final RayNode node;
  private final Tune tune;
  private final NodeChecking checking;
  private final Problems problems;

  NativeCheck(RayNode node, Tune tune, NodeChecking checking) {
    this.node = node;
    this.tune = tune;
    this.checking = checking;
    this.problems = checking.problems();
  }

  /** Tells what is wrong with the search, whatever its function is. */
  void refuse() {
    if (!NativeAlgorithms.areKnown(tune)) {
      return; // The reader has told so, with the nearest known name.
    }
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
    for (SpaceParameter parameter : tune.space()) {
      made(
          parameter.at(),
          problems.about(Topic.SEARCH_SPACE),
          () -> SpaceMapping.parameter(parameter));
    }
    if (!problems.hasErrors()) {
      made(
          node.config().at(),
          problems.about(Topic.SEARCH_SPACE),
          () -> new StudyTerms(0, 1).study(tune, search));
    }
  }

  /** Where nothing is wrong: what the search comes to with the function. */
  void tell(TaskSignature signature) {
    if (problems.hasErrors()) {
      return;
    }
    Tune settled = ForecastDefault.of(node.config(), tune, signature);
    NativeSearch search = NativeSearch.of(settled);
    tellNative(settled, search);
    warnOfScheduler(settled, search, signature);
  }

  private void warnOfScheduler(Tune settled, NativeSearch search, TaskSignature signature) {
    String scheduler = settled.scheduler().name();
    String command = "\"" + node.task().command() + "\"";
    if (!search.isFifo() && signature.known() && !signature.reports()) {
      problems.warning(
          settled.scheduler().at(),
          scheduler + " can stop nothing early: " + command + " reports once, when it returns");
    } else if (search.scheduler().needsCheckpoints() && forgets(signature)) {
      problems.warning(
          settled.scheduler().at(),
          scheduler
              + " lets trials go on later, and "
              + command
              + " has no argument \"checkpoint\": they begin again from their first step then");
    }
  }

  /** Java functions ask their Trial for the checkpoint, which a signature does not show. */
  private boolean forgets(TaskSignature signature) {
    return node.task().commandType().equals("python")
        && signature.known()
        && !signature.keywords()
        && signature.arguments().stream()
            .noneMatch(argument -> argument.name().equals(TrialStart.CHECKPOINT));
  }

  /**
   * One config serves this machine and clusters, where the names may mean Ray Tune's own classes:
   * says what they mean here.
   */
  private void tellNative(Tune settled, NativeSearch search) {
    boolean here = node.config().cluster().address() instanceof Address.Local;
    problems.note(
        settled.searchAlgorithm().at(),
        (here ? "embedded, " : "with engine: native, ")
            + settled.searchAlgorithm().name()
            + " is the native sampler "
            + search.samplerWord()
            + ", and "
            + settled.scheduler().name()
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
}
