package io.eagleray.search.study;

import io.eagleray.search.history.History;
import io.eagleray.search.history.Observations;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Randomness;
import io.eagleray.search.scheduler.Decision;
import io.eagleray.search.scheduler.Judge;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * recorded events with {@link #asked}, {@link #reported}, {@link #told} and {@link #restart}, which
 * computes no proposal; from there it goes on as it would have.
 *
 * <p>Not thread-safe: a study belongs to one thread at a time.
 */
public final class Study {
  private final Direction direction;
  private final String metric;
  private final int budget;
  private final long seed;
  private final List<Map<String, Object>> points;
  private final Observations history;
  private final Proposer proposer;
  private final Judge judge;
  private final Incumbent incumbent = new Incumbent();

  Study(StudyBuilder builder) {
    this.direction = builder.direction;
    this.metric = builder.metric;
    this.budget = builder.budget;
    this.seed = builder.seed;
    this.points = builder.points;
    this.history = new Observations(builder.space);
    this.proposer = builder.sampler.start(builder.space, seed);
    this.judge = builder.scheduler.start(seed);
    for (int i = 0; i < points.size(); i++) {
      // Fails now, not at the trial, where a point is not of this space.
      builder.space.complete(points.get(i), Randomness.of(seed, i));
    }
  }

  /** Starts a study in which smaller values of the metric are better. */
  public static StudyBuilder minimize(String metric) {
    return new StudyBuilder(Direction.MINIMIZE, metric);
  }

  /** Starts a study in which larger values of the metric are better. */
  public static StudyBuilder maximize(String metric) {
    return new StudyBuilder(Direction.MAXIMIZE, metric);
  }

  /** The next trial, now running; empty when the budget is used up or the sampler has no more. */
  public Optional<Trial> tryAsk() {
    int number = history.size();
    if (number >= budget) {
      return Optional.empty();
    }
    RandomGenerator random = Randomness.of(seed, number);
    Optional<Configuration> proposal =
        number < points.size()
            ? Optional.of(history.space().complete(points.get(number), random))
            : proposer.propose(new Ask(history, number - points.size(), random));
    return proposal.map(config -> new Trial(history.add(config), config));
  }

  /**
   * The next trial, now running.
   *
   * @throws ExhaustedException when there is none left
   */
  public Trial ask() {
    return tryAsk()
        .orElseThrow(
            () -> new ExhaustedException("no trial is left after " + history.size() + " trials"));
  }

  /**
   * Notes a running trial's intermediate value.
   *
   * @param step above the trial's last one; at least 1
   * @param value the metric; NaN and infinities are never good
   * @return whether the trial goes on; after STOP it is still to be told how it ended
   */
  public Decision report(int trial, long step, double value) {
    requireRunning(trial);
    if (step <= history.step(trial)) {
      throw new UnexpectedEventException(
          String.format(
              "trial %d reports step %d, which must be above its last one, %d",
              trial, step, history.step(trial)));
    }
    double loss = direction.loss(value);
    history.report(trial, step, loss);
    return judge.onReport(trial, step, loss);
  }

  /** Ends a running trial. */
  public void tell(int trial, Outcome outcome) {
    requireRunning(trial);
    switch (outcome) {
      case Outcome.Completed(double value) -> {
        history.report(trial, history.step(trial), direction.loss(value));
        history.end(trial, TrialState.COMPLETED);
      }
      case Outcome.Stopped() -> history.end(trial, TrialState.STOPPED);
      case Outcome.Failed() -> history.end(trial, TrialState.FAILED);
    }
    incumbent.consider(history, trial);
  }

  /** Ends a trial that ran to its end. */
  public void tell(Trial trial, double value) {
    tell(trial.number(), Outcome.completed(value));
  }

  /**
   * A running trial starts again, under its number and with its configuration.
   *
   * @param fromStep the step of the checkpoint it goes on from; 0 for the beginning. Its reports
   *     after that step are void
   */
  public void restart(int trial, long fromStep) {
    requireRunning(trial);
    if (fromStep < 0 || fromStep > history.step(trial)) {
      throw new UnexpectedEventException(
          String.format(
              "trial %d cannot restart from step %d: it has reported up to step %d",
              trial, fromStep, history.step(trial)));
    }
    if (fromStep < history.step(trial)) {
      history.rewind(trial, fromStep);
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
    Configuration checked = history.space().validate(config.asMap());
    history.add(checked);
    return new Trial(number, checked);
  }

  /** Replays a report. */
  public Decision reported(int trial, long step, double value) {
    return report(trial, step, value);
  }

  /** Replays an end. */
  public void told(int trial, Outcome outcome) {
    tell(trial, outcome);
  }

  /**
   * The trial with the best value among the completed and stopped ones that reached the highest
   * step; empty while there is none with a finite value.
   */
  public Optional<BestTrial> best() {
    return incumbent
        .trial()
        .map(number ->
            new BestTrial(
                number,
                history.configuration(number),
                direction.loss(history.loss(number)),
                history.step(number)));
  }

  /** All that happened so far, as losses. */
  public History history() {
    return history;
  }

  /** A trial's last or final value, in the study's own direction; NaN if it has none. */
  public double value(int trial) {
    requireKnown(trial);
    return direction.loss(history.loss(trial));
  }

  public SearchSpace space() {
    return history.space();
  }

  public Direction direction() {
    return direction;
  }

  /** The name of what is searched for. */
  public String metric() {
    return metric;
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
          "trial " + trial + " has ended already: it is " + history.state(trial));
    }
  }
}
