package io.eagleray.targets.ray;

import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SpaceParameter.Domain;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.TaskSignature;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells what Ray Tune makes of a search, and what it cannot do. */
final class RayTuneCheck {
  static final Set<String> NO_EARLY_STOP = Set.of("fifo", "FIFOScheduler");

  /** Ray Tune has it, but a config cannot give it what it takes. */
  private static final String TAKES_A_FUNCTION = "ResourceChangingScheduler";

  private final RayNode node;
  private final Tune tune;
  private final Problems problems;

  RayTuneCheck(RayNode node, Tune tune, Problems problems) {
    this.node = node;
    this.tune = tune;
    this.problems = problems;
  }

  void tell(TaskSignature signature) {
    boolean hasSearcher = isConstant() || searcher(tune.searchAlgorithm());
    if (!tune.hasSeveralObjectives()) {
      tellOfEarlyStops(signature);
      if (hasSearcher && !isConstant()) {
        refuseBesidePopulation();
      }
    } else if (hasSearcher) {
      new RayObjectivesCheck(tune, problems).check();
    }
    problems.note(
        tune.searchAlgorithm().at(),
        "on a cluster, "
            + tune.searchAlgorithm().name()
            + " and "
            + tune.scheduler().name()
            + " are Ray Tune's own");
  }

  /** Whether there is nothing to search: no search algorithm is asked for then. */
  private boolean isConstant() {
    return tune.space().stream()
        .allMatch(parameter -> parameter.domain() instanceof Domain.Constant);
  }

  /** Whether Ray Tune has the search algorithm; if not, that is told. */
  private boolean searcher(Algorithm search) {
    if (RayAlgorithms.isWrapper(search.name())) {
      return wrapped(search);
    }
    if (!RayAlgorithms.hasSearcher(search.name())) {
      refuse(search, Topic.SAMPLERS);
      return false;
    }
    return true;
  }

  private boolean wrapped(Algorithm wrapper) {
    Problems about = problems.about(Topic.SAMPLERS);
    Optional<Algorithm> inside = RayAlgorithms.inside(wrapper);
    if (inside.isEmpty()) {
      about.error(
          wrapper.at(),
          wrapper.name()
              + " needs the search algorithm that it wraps: searcher: {type: OptunaSearch}");
      return false;
    }
    String name = inside.get().name();
    if (RayAlgorithms.isWrapper(name)) {
      return wrapped(inside.get());
    }
    if (!RayAlgorithms.hasSearcher(name)) {
      about.error(
          wrapper.at(),
          "Ray Tune has no search algorithm \""
              + name
              + "\" for "
              + wrapper.name()
              + " to wrap"
              + Nearest.hint(name, new TreeSet<>(RayAlgorithms.SEARCHERS)));
      return false;
    }
    return true;
  }

  private void tellOfEarlyStops(TaskSignature signature) {
    String scheduler = tune.scheduler().name();
    if (!NO_EARLY_STOP.contains(scheduler) && signature.known() && !signature.reports()) {
      problems.warning(
          tune.scheduler().at(),
          scheduler
              + " can stop nothing early: \""
              + node.task().command()
              + "\" reports once, when it returns");
    }
    if (scheduler.equals(TAKES_A_FUNCTION)) {
      problems
          .about(Topic.SCHEDULERS)
          .error(
              tune.scheduler().at(),
              scheduler
                  + " takes a function, which a config cannot give; use another scheduler, such as"
                  + " ASHAScheduler");
    } else if (!RayAlgorithms.hasScheduler(scheduler)) {
      refuse(tune.scheduler(), Topic.SCHEDULERS);
    }
    for (Algorithm stopper : tune.stoppers()) {
      if (!RayAlgorithms.hasStopper(stopper.name())) {
        refuse(stopper, Topic.STOPPERS);
      }
    }
  }

  private void refuseBesidePopulation() {
    String search = tune.searchAlgorithm().name();
    String scheduler = tune.scheduler().name();
    if (!RayAlgorithms.fit(search, scheduler)) {
      problems
          .about(Topic.SCHEDULERS)
          .error(
              tune.searchAlgorithm().at(),
              "Ray Tune's "
                  + scheduler
                  + " changes configurations itself, and takes no "
                  + search
                  + " beside it: use search_algorithm: random, or write \"engine: native\" in"
                  + " ray_tune");
    }
  }

  private void refuse(Algorithm algorithm, Topic topic) {
    problems
        .about(topic)
        .error(
            algorithm.at(),
            "Ray Tune has no "
                + algorithm.name()
                + "; the native engine has: write \"engine: native\" in ray_tune");
  }
}
