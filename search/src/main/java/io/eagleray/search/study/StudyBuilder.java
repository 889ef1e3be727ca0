package io.eagleray.search.study;

import io.eagleray.search.auto.AutoSampler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.scheduler.FifoScheduler;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.space.InvalidSpaceException;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.stopper.Stopper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Collects what a {@link Study} needs; only the space has no default. */
public final class StudyBuilder {
  final List<Objective> objectives;
  int constraints;
  SearchSpace space = SearchSpace.builder().build();
  long seed;
  int budget = Integer.MAX_VALUE;
  Sampler sampler = new AutoSampler();
  Scheduler scheduler = new FifoScheduler();
  final List<Stopper> stoppers = new ArrayList<>();
  List<Map<String, Object>> points = List.of();
  final List<Study> earlier = new ArrayList<>();

  StudyBuilder(List<Objective> objectives) {
    this.objectives = List.copyOf(objectives);
    if (objectives.isEmpty()) {
      throw new InvalidStudyException("a study needs at least one objective, got none");
    }
    List<String> names = objectives.stream().map(Objective::name).toList();
    if (Set.copyOf(names).size() < names.size()) {
      throw new InvalidStudyException(
          "the objectives of a study need different names, got " + names);
    }
  }

  /**
   * The number of constraint values that each completed trial gives, see {@link Outcome.Completed};
   * at least 0, the default.
   */
  public StudyBuilder constraints(int count) {
    if (count < 0) {
      throw new InvalidStudyException("constraints must be at least 0, got " + count);
    }
    constraints = count;
    return this;
  }

  /** The space to search. */
  public StudyBuilder space(SearchSpace value) {
    space = value;
    return this;
  }

  /** The space to search, built in place: {@code space(s -> s.uniform("x", 0, 1))}. */
  public StudyBuilder space(UnaryOperator<SpaceBuilder> parameters) {
    return space(parameters.apply(SearchSpace.builder()).build());
  }

  /** Equal seeds give equal proposals for equal results. Default 0. */
  public StudyBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Who proposes; default {@link AutoSampler}. */
  public StudyBuilder sampler(Sampler value) {
    sampler = value;
    return this;
  }

  /** Who ends trials early; default {@link FifoScheduler}: nobody. */
  public StudyBuilder scheduler(Scheduler value) {
    scheduler = value;
    return this;
  }

  /**
   * Who ends trials, or the whole search, when they have done enough. May be called for several;
   * any one of them suffices. Default: nobody.
   */
  public StudyBuilder stopper(Stopper value) {
    stoppers.add(value);
    return this;
  }

  /**
   * The most trials to be asked for, points to evaluate included; at least 0. Default: no limit.
   */
  public StudyBuilder budget(int trials) {
    if (trials < 0) {
      throw new UnexpectedEventException("budget must be at least 0 trials, got " + trials);
    }
    budget = trials;
    return this;
  }

  /** Configurations to try before the sampler's own; parameters they lack are drawn. */
  public StudyBuilder pointsToEvaluate(List<? extends Map<String, ?>> values) {
    List<Map<String, Object>> copies = new ArrayList<>();
    values.forEach(point -> copies.add(Map.copyOf(point)));
    points = List.copyOf(copies);
    return this;
  }

  /**
   * Starts from what an earlier study has learned, of the same space or one that overlaps: each of
   * its ended trials, failed ones too, stands in this study's history before the first one of its
   * own. May be called for several studies.
   *
   * <p>A trial is taken over with the parameters that both spaces have. What only this space has is
   * drawn, since nothing is known of it; a trial with a value outside of its domain here, or
   * without any shared parameter, is left out. The trials taken over shape the model and spare the
   * random start, but do not count for the budget, and {@link Study#best} never names one: their
   * values may come from other data.
   *
   * <p>{@link #build} refuses a study with other objectives or constraints.
   */
  public StudyBuilder startFrom(Study study) {
    earlier.add(study);
    return this;
  }

  private void requireAlike(Study study) {
    if (!study.objectives().equals(objectives) || study.history().constraints() != constraints) {
      throw new InvalidStudyException(
          String.format(
              "a study of %s and %d constraints cannot start from one of %s and %d",
              shown(objectives),
              constraints,
              shown(study.objectives()),
              study.history().constraints()));
    }
  }

  private static String shown(List<Objective> objectives) {
    return objectives.stream()
        .map(objective -> objective.direction().word() + " " + objective.name())
        .collect(Collectors.joining(", "));
  }

  /**
   * The study, ready to be asked.
   *
   * @throws InvalidSpaceException if no parameter was given
   * @throws io.eagleray.search.space.InvalidConfigurationException if a point to evaluate is not of
   *     the space
   * @throws io.eagleray.search.sampler.UnsupportedSpaceException if the sampler cannot work there
   * @throws InvalidStudyException if there are several objectives and the sampler knows only one,
   *     or an earlier study has other objectives or constraints
   */
  public Study build() {
    if (space.size() == 0) {
      throw new InvalidSpaceException("a search space needs at least one parameter, got none");
    }
    if (objectives.size() > 1 && !sampler.takesSeveralObjectives()) {
      throw new InvalidStudyException(
          String.format(
              "%s searches for one objective only, and the study has %d: %s; use auto, gp, tpe or"
                  + " nsga2",
              sampler.getClass().getSimpleName(),
              objectives.size(),
              objectives.stream().map(Objective::name).toList()));
    }
    earlier.forEach(this::requireAlike);
    return new Study(this);
  }
}
