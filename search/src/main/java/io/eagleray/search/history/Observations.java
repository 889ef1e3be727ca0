package io.eagleray.search.history;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;

/**
 * A history that grows: one array for each parameter, and a ranking that is brought up to date only
 * when somebody asks for it. Not thread-safe.
 */
public final class Observations implements History {
  private final SearchSpace space;
  private final Configurations configurations;
  private final double[][] columns;
  private TrialState[] states = new TrialState[16];
  private double[][] losses;
  private double[][] constraints;
  private double[] violations = new double[16];
  private long[] steps = new long[16];
  private Curve[] curves = new Curve[16];
  private int[] running = new int[16];
  private int runningCount;
  private int usable;
  private final Ranking ranking;
  private final Endings endings = new Endings();

  /** A history of trials with one objective and no constraints. */
  public Observations(SearchSpace space) {
    this(space, 1, 0);
  }

  /**
   * An empty history.
   *
   * @param objectives the number of losses of a trial, at least 1
   * @param constraints the number of constraint values of a completed trial
   */
  public Observations(SearchSpace space, int objectives, int constraints) {
    this.space = space;
    this.configurations = new Configurations(space);
    this.columns = new double[space.size()][16];
    this.losses = new double[objectives][16];
    this.constraints = new double[constraints][16];
    this.ranking = objectives == 1 ? new LossRanking(this) : new FrontRanking(this);
  }

  /** Adds a running trial and returns its number. */
  public int add(Configuration configuration) {
    int trial = configurations.size();
    if (trial == violations.length) {
      grow();
    }
    configurations.add(configuration);
    place(trial, configuration);
    endings.asked(trial);
    states[trial] = TrialState.RUNNING;
    curves[trial] = Curve.EMPTY;
    forget(trial);
    for (double[] values : constraints) {
      values[trial] = Double.NaN;
    }
    violations[trial] = constraints.length == 0 ? 0 : Double.NaN;
    run(trial);
    return trial;
  }

  private void place(int trial, Configuration configuration) {
    double[] point = space.toUnit(configuration);
    for (int i = 0; i < point.length; i++) {
      columns[i][trial] = point[i];
    }
  }

  private void run(int trial) {
    if (runningCount == running.length) {
      running = Arrays.copyOf(running, 2 * runningCount);
    }
    running[runningCount++] = trial;
  }

  /**
   * Notes a report of a running trial; at step 0, results that belong to no step.
   *
   * @param values a loss for each objective
   */
  public void report(int trial, long step, double... values) {
    steps[trial] = step;
    for (int m = 0; m < losses.length; m++) {
      losses[m][trial] = values[m];
    }
    if (step > 0) {
      if (curves[trial] == Curve.EMPTY) {
        curves[trial] = new Curve();
      }
      curves[trial].add(step, values[0]);
    }
  }

  /**
   * Notes the constraints of a running trial.
   *
   * @param values one for each constraint
   */
  public void constrain(int trial, double... values) {
    double violation = 0;
    for (int c = 0; c < constraints.length; c++) {
      constraints[c][trial] = values[c];
      violation += Double.isNaN(values[c]) ? Double.POSITIVE_INFINITY : Math.max(0, values[c]);
    }
    violations[trial] = violation;
  }

  /**
   * Sets a running trial to a step, backwards or forwards; what it reported after that step is
   * void.
   */
  public void rewind(int trial, long step) {
    if (curves[trial] != Curve.EMPTY) {
      curves[trial].cut(step);
    }
    steps[trial] = step;
    forget(trial);
    if (losses.length == 1 && step == curves[trial].lastStep()) {
      losses[0][trial] = curves[trial].lossAt(step);
    }
  }

  private void forget(int trial) {
    for (double[] values : losses) {
      values[trial] = Double.NaN;
    }
  }

  /** Gives a running trial another configuration. */
  public void reconfigure(int trial, Configuration configuration) {
    configurations.set(trial, configuration);
    place(trial, configuration);
  }

  /** A paused trial runs again. */
  public void resume(int trial) {
    ranking.remove(trial);
    usable -= isUsable(trial) ? 1 : 0;
    states[trial] = TrialState.RUNNING;
    run(trial);
  }

  /** Ends or pauses a running trial; its loss and step stay as they were set last. */
  public void end(int trial, TrialState state) {
    states[trial] = state;
    int at = 0;
    while (running[at] != trial) {
      at++;
    }
    System.arraycopy(running, at + 1, running, at, --runningCount - at);
    if (isUsable(trial)) {
      usable++;
    }
    ranking.add(trial);
    if (state.isEnded()) {
      endings.ended(trial);
    }
  }

  boolean isUsable(int trial) {
    if (states[trial] == TrialState.FAILED) {
      return false;
    }
    for (double[] values : losses) {
      if (!Double.isFinite(values[trial])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public int size() {
    return configurations.size();
  }

  @Override
  public TrialState state(int trial) {
    return states[trial];
  }

  @Override
  public Configuration configuration(int trial) {
    return configurations.get(trial);
  }

  @Override
  public double unit(int trial, int parameter) {
    return columns[parameter][trial];
  }

  @Override
  public int objectives() {
    return losses.length;
  }

  @Override
  public double loss(int trial, int objective) {
    return losses[objective][trial];
  }

  @Override
  public int constraints() {
    return constraints.length;
  }

  @Override
  public double constraint(int trial, int constraint) {
    return constraints[constraint][trial];
  }

  @Override
  public double violation(int trial) {
    return violations[trial];
  }

  @Override
  public long step(int trial) {
    return steps[trial];
  }

  @Override
  public Curve curve(int trial) {
    return curves[trial];
  }

  @Override
  public int ended() {
    return configurations.size() - runningCount;
  }

  @Override
  public int usable() {
    return usable;
  }

  @Override
  public int ranked(int place) {
    return ranking.at(place);
  }

  @Override
  public int compare(int trial, int other) {
    return trial == other ? 0 : Merit.compare(this, trial, other);
  }

  @Override
  public int endings() {
    return endings.count();
  }

  @Override
  public int ending(int place) {
    return endings.at(place);
  }

  @Override
  public int endingsBefore(int trial) {
    return endings.before(trial);
  }

  @Override
  public int running() {
    return runningCount;
  }

  @Override
  public int runningTrial(int place) {
    return running[place];
  }

  @Override
  public boolean hasSeen(Configuration configuration) {
    return configurations.contains(configuration);
  }

  private void grow() {
    int capacity = 2 * violations.length;
    states = Arrays.copyOf(states, capacity);
    violations = Arrays.copyOf(violations, capacity);
    steps = Arrays.copyOf(steps, capacity);
    curves = Arrays.copyOf(curves, capacity);
    grow(losses, capacity);
    grow(constraints, capacity);
    grow(columns, capacity);
  }

  private static void grow(double[][] columns, int capacity) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Arrays.copyOf(columns[i], capacity);
    }
  }
}
