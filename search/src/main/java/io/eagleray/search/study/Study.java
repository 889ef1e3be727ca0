package io.eagleray.search.study;

import io.eagleray.search.history.History;
import io.eagleray.search.history.Observations;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Randomness;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.Judge;
import io.eagleray.search.scheduler.Move;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.stopper.CombinedStopper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * One search: {@link #ask} for a trial, run it, {@link #tell} how it ended; any number may run at
 * once. Trials that report on their way ({@link #report}) can be ended early.
 *
 * <pre>{@code
 * Study study = Study.minimize("loss").space(space).seed(7).build();
 * for (int i = 0; i < 50; i++) {
 *   Trial trial = study.ask();
 *   study.tell(trial, evaluate(trial.config()));
 * }
 * study.best();
 * }</pre>
 *
 * <p>Proposals and decisions are a pure function of the space, the seed and the order of asks,
 * reports, ends and restarts. So a study is resumed by building it again and feeding it the
 * recorded events with {@link #asked}, {@link #reported}, {@link #told}, {@link #resumed} and
 * {@link #restart}, which computes no proposal; from there it goes on as it would have.
 *
 * <p>Not thread-safe: a study belongs to one thread at a time.
 */
public final class Study implements AskTell {
  private final List<Objective> objectives;
  private final int constraints;
  private final int budget;
  private final long seed;
  private final boolean needsCheckpoints;
  private final List<Map<String, Object>> points;
  private final Observations history;
  private final Proposer proposer;
  private final Judge judge;
  private final Stops stops;
  private final Incumbents incumbents = new Incumbents();
  private final int earlier;

  /** By trial: whose checkpoint it takes over, until it reports again. */
  private final Map<Integer, Integer> sources = new HashMap<>();

  private boolean samplerIsThrough;

  Study(StudyBuilder builder) {
    this.objectives = builder.objectives;
    this.constraints = builder.constraints;
    this.budget = builder.budget;
    this.seed = builder.seed;
    this.needsCheckpoints = builder.scheduler.needsCheckpoints();
    this.points = builder.points;
    this.history = new Observations(builder.space, objectives.size(), constraints);
    new EarlierTrials(history, seed).add(builder.earlier);
    this.earlier = history.size();
    this.proposer = builder.sampler.start(builder.space, seed);
    this.judge = builder.scheduler.start(history, seed);
    this.stops = new Stops(new CombinedStopper(builder.stoppers).start(history, direction()::loss));
    for (int i = 0; i < points.size(); i++) {
      // Fails now, not at the trial, where a point is not of this space.
      builder.space.complete(points.get(i), Randomness.of(seed, i));
    }
  }

  /** Starts a study in which smaller values of the metric are better. */
  public static StudyBuilder minimize(String metric) {
    return of(Objective.minimize(metric));
  }

  /** Starts a study in which larger values of the metric are better. */
  public static StudyBuilder maximize(String metric) {
    return of(Objective.maximize(metric));
  }

  /**
   * Starts a study of one objective or several, each with a direction of its own.
   *
   * @throws InvalidStudyException if there is none, or two have the same name
   */
  public static StudyBuilder of(Objective... objectives) {
    return of(Arrays.asList(objectives));
  }

  /** The same for a list of objectives. */
  public static StudyBuilder of(List<Objective> objectives) {
    return new StudyBuilder(objectives);
  }

  /**
   * What to do with a free place: a new trial, a paused one that goes on, or nothing for now. Only
   * schedulers that pause trials or wait for others ({@link Scheduler#needsCheckpoints}) need this;
   * with all others {@link #tryAsk} says the same.
   */
  public Next next() {
    while (true) {
      Move move = isOver() ? Move.DONE : move();
      switch (move) {
        case Move.Simple.START -> {
          Optional<Trial> started = tryAsk();
          if (started.isPresent()) {
            return new Next.Start(started.get());
          }
        }
        case Move.Simple.WAIT -> {
          return history.running() > 0 ? new Next.Wait() : new Next.Done();
        }
        case Move.Simple.DONE -> {
          return new Next.Done();
        }
        case Move.Resume(int trial) -> {
          return goOn(trial, move);
        }
        case Move.Exploit(int trial, int source, Configuration config) -> {
          return goOn(trial, move);
        }
        case Move.Drop(int trial) -> {
          tell(trial, Outcome.stopped());
          return new Next.Dropped(trial);
        }
      }
    }
  }

  private Move move() {
    return judge.next(!samplerIsThrough && history.size() - earlier < budget, history.running());
  }

  /**
   * Whether a stopper has ended the search: no trial starts or goes on any more, and those that run
   * are told to stop with their next report.
   */
  public boolean isOver() {
    return stops.isOver();
  }

  /** Whether a stopper has found that a running trial has done enough. */
  public boolean hasDoneEnough(int trial) {
    return stops.isEnough(trial);
  }

  /**
   * The next new trial, now running; empty when the budget is used up, the sampler has no more, or
   * a stopper has ended the search.
   */
  @Override
  public Optional<Trial> tryAsk() {
    int own = history.size() - earlier;
    if (own >= budget || isOver()) {
      return Optional.empty();
    }
    RandomGenerator random = Randomness.of(seed, history.size());
    Optional<Configuration> proposal =
        own < points.size()
            ? Optional.of(history.space().complete(points.get(own), random))
            : proposer.propose(new Ask(history, own - points.size(), random));
    samplerIsThrough = proposal.isEmpty();
    return proposal.map(this::started);
  }

  private Trial started(Configuration config) {
    int trial = history.add(config);
    judge.onStart(trial);
    return new Trial(trial, config);
  }

  /**
   * The next trial, now running.
   *
   * @throws ExhaustedException when there is none left
   */
  public Trial ask() {
    return tryAsk()
        .orElseThrow(() ->
            new ExhaustedException(
                "no trial is left after " + (history.size() - earlier) + " trials"));
  }

  @Override
  public void optimizeOutcomes(int trials, int workers, OutcomeEvaluation function)
      throws InterruptedException {
    optimizeOutcomes(this, List.of(), trials, workers, function);
  }

  /**
   * The same by way of another, who notes what this study is asked and told.
   *
   * @param by passes everything on to this study
   * @param begun trials that run already, to be evaluated first; they count among {@code trials}
   */
  public void optimizeOutcomes(
      AskTell by, List<Trial> begun, int trials, int workers, OutcomeEvaluation function)
      throws InterruptedException {
    if (needsCheckpoints) {
      throw new InvalidStudyException(
          "optimize cannot pause a function and go on later, as the study's scheduler would have it;"
              + " use next(), report and tell, or a scheduler such as ASHA that only stops trials");
    }
    new Optimization(by, begun, trials, workers, function).run();
  }

  /** How many trials were taken over from earlier studies; this study's own are numbered on. */
  public int earlierTrials() {
    return earlier;
  }

  /**
   * Notes a running trial's intermediate values.
   *
   * @param step above the trial's last one; at least 1
   * @param values one for each objective; NaN and infinities are never good. The scheduler looks at
   *     the first
   * @return whether the trial goes on; after STOP it is still to be told how it ended, after PAUSE
   *     it is paused. A trial that a stopper stops, since it has done enough, has completed when it
   *     is told as stopped
   */
  @Override
  public Decision report(int trial, long step, double... values) {
    double[] losses = noted(trial, step, values);
    if (stops.onReport(trial, step, losses[0])) {
      // What compares reports may see this one; what pauses trials hears of an end alone.
      if (!needsCheckpoints) {
        judge.onReport(trial, step, losses[0]);
      }
      return Decision.STOP;
    }
    Decision decision = judge.onReport(trial, step, losses[0]);
    if (decision == Decision.PAUSE) {
      history.end(trial, TrialState.PAUSED);
    } else if (decision instanceof Decision.Exploit(int source, Configuration config)) {
      exploit(trial, source, config);
    }
    return decision;
  }

  /** Notes the last report of a trial that ends by a rule of its own: no scheduler looks at it. */
  public void reportLast(int trial, long step, double... values) {
    stops.onReport(trial, step, noted(trial, step, values)[0]);
  }

  private double[] noted(int trial, long step, double... values) {
    requireRunning(trial);
    if (step <= history.step(trial)) {
      throw new UnexpectedEventException(
          String.format(
              "trial %d reports step %d, which must be above its last one, %d",
              trial, step, history.step(trial)));
    }
    double[] losses = Objective.losses(objectives, trial, values);
    history.report(trial, step, losses);
    sources.remove(trial);
    return losses;
  }

  private void exploit(int trial, int source, Configuration config) {
    history.reconfigure(trial, config);
    sources.put(trial, source);
  }

  /** Ends a running or paused trial. */
  @Override
  public void tell(int trial, Outcome outcome) {
    requireKnown(trial);
    if (history.state(trial) == TrialState.PAUSED) {
      history.resume(trial);
    }
    requireRunning(trial);
    switch (outcome) {
      case Outcome.Completed completed -> {
        double[] losses = Objective.losses(objectives, trial, array(completed.values()));
        requireConstraints(trial, completed.constraints().size());
        history.report(trial, history.step(trial), losses);
        history.constrain(trial, array(completed.constraints()));
        history.end(trial, TrialState.COMPLETED);
      }
      case Outcome.Stopped() ->
          history.end(
              trial,
              hasDoneEnough(trial) && constraints == 0 ? TrialState.COMPLETED : TrialState.STOPPED);
      case Outcome.Failed() -> history.end(trial, TrialState.FAILED);
    }
    incumbents.consider(history, trial, hasDoneEnough(trial));
    stops.onEnd(trial);
    judge.onEnd(trial);
  }

  /** Ends a trial that ran to its end, in a study with one objective and no constraints. */
  public void tell(Trial trial, double value) {
    tell(trial.number(), Outcome.completed(value));
  }

  /**
   * A running trial starts again, under its number and with its configuration.
   *
   * @param fromStep the step of the checkpoint it goes on from; 0 for the beginning. Its reports
   *     after that step are void. A trial that takes over the checkpoint of another may go forward
   */
  public void restart(int trial, long fromStep) {
    requireRunning(trial);
    long reached = Math.max(history.step(trial), history.step(sources.getOrDefault(trial, trial)));
    if (fromStep < 0 || fromStep > reached) {
      throw new UnexpectedEventException(
          String.format(
              "trial %d cannot restart from step %d: it has reported up to step %d",
              trial, fromStep, reached));
    }
    if (fromStep != history.step(trial)) {
      history.rewind(trial, fromStep);
      stops.onRestart(trial, fromStep);
      judge.onRestart(trial, fromStep);
    }
  }

  /**
   * Replays an ask: takes the recorded configuration without proposing one.
   *
   * @param number the trial's number, which must be the next one
   * @throws io.eagleray.search.space.InvalidConfigurationException if it is not of this space
   */
  public Trial asked(int number, Configuration config) {
    if (number != history.size()) {
      throw new UnexpectedEventException(
          "the next trial to replay has number " + history.size() + ", got " + number);
    }
    return started(history.space().validate(config.asMap()));
  }

  /** Replays that a paused trial went on. */
  public Next.Resume resumed(int trial) {
    requireKnown(trial);
    if (history.state(trial) != TrialState.PAUSED) {
      throw new UnexpectedEventException(
          "trial " + trial + " cannot go on: it is " + history.state(trial) + ", not PAUSED");
    }
    Move move = move();
    // It went on though a new one could start now: the sampler had no more, or a smaller budget.
    return goOn(trial, move == Move.START ? judge.next(false, history.running()) : move);
  }

  private Next.Resume goOn(int trial, Move move) {
    history.resume(trial);
    judge.onResume(trial);
    OptionalInt from = OptionalInt.empty();
    if (move instanceof Move.Exploit(int exploiting, int source, Configuration config)
        && exploiting == trial) {
      exploit(trial, source, config);
      from = OptionalInt.of(source);
    }
    return new Next.Resume(new Trial(trial, history.configuration(trial)), from);
  }

  /** Replays a report. */
  public Decision reported(int trial, long step, double... values) {
    return report(trial, step, values);
  }

  /** Replays an end. */
  public void told(int trial, Outcome outcome) {
    tell(trial, outcome);
  }

  /**
   * The trial with the best value among the completed and stopped ones that reached the highest
   * step, and those that have done enough for a stopper; empty while there is none with a finite
   * value. In a study with constraints only feasible trials count, and so no stopped ones.
   *
   * @throws InvalidStudyException if the study has several objectives: then no trial need be better
   *     than all others, see {@link #paretoFront}
   */
  public Optional<BestTrial> best() {
    if (objectives.size() > 1) {
      throw new InvalidStudyException(
          String.format(
              "a study with %d objectives has no single best trial: ask for its paretoFront()",
              objectives.size()));
    }
    return paretoFront().stream().findFirst();
  }

  /**
   * The trials than which no other is better in one objective without being worse in another, by
   * number; taken from the same trials as {@link #best}.
   */
  public List<BestTrial> paretoFront() {
    return incumbents.trials().stream()
        .map(number ->
            new BestTrial(
                number, history.configuration(number), values(number), history.step(number)))
        .toList();
  }

  /** All that happened so far, as losses. */
  public History history() {
    return history;
  }

  /** A trial's last or final value of the first objective; NaN if it has none. */
  public double value(int trial) {
    return values(trial).getFirst();
  }

  /**
   * A trial's last or final values, one for each objective, in the objective's own direction; NaN
   * where it has none.
   */
  public List<Double> values(int trial) {
    requireKnown(trial);
    Double[] values = new Double[objectives.size()];
    for (int m = 0; m < values.length; m++) {
      values[m] = objectives.get(m).direction().loss(history.loss(trial, m));
    }
    return List.of(values);
  }

  public SearchSpace space() {
    return history.space();
  }

  /** What its random draws depend on. */
  public long seed() {
    return seed;
  }

  /** What is searched for, at least one. */
  public List<Objective> objectives() {
    return objectives;
  }

  /** The first objective's direction. */
  public Direction direction() {
    return objectives.getFirst().direction();
  }

  /** The first objective's name. */
  public String metric() {
    return objectives.getFirst().name();
  }

  private void requireConstraints(int trial, int given) {
    if (given != constraints) {
      throw new UnexpectedEventException(
          String.format(
              "trial %d gives %d constraint values, but the study has %d constraints; each"
                  + " completed trial needs a value for each",
              trial, given, constraints));
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void requireKnown(int trial) {
    if (trial < 0 || trial >= history.size()) {
      throw new UnexpectedEventException(
          "there is no trial " + trial + "; " + history.size() + " were asked for");
    }
  }

  private void requireRunning(int trial) {
    requireKnown(trial);
    if (history.state(trial) != TrialState.RUNNING) {
      throw new UnexpectedEventException(
          history.state(trial) == TrialState.PAUSED
              ? "trial " + trial + " is paused"
              : "trial " + trial + " has ended already: it is " + history.state(trial));
    }
  }
}
