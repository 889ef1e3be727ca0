package io.eagleray.search.history;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A history that grows: one array for each parameter, and a ranking that is brought up to date only
 * when somebody asks for it. Not thread-safe.
 */
public final class Observations implements History {
  private final SearchSpace space;
  private final List<Configuration> configurations = new ArrayList<>();
  private final Set<Configuration> seen = new HashSet<>();
  private final double[][] columns;
  private TrialState[] states = new TrialState[16];
  private double[] losses = new double[16];
  private long[] steps = new long[16];
  private int[] running = new int[16];
  private int runningCount;
  private int usable;
  private final Ranking ranking = new Ranking(this);

  public Observations(SearchSpace space) {
    this.space = space;
    this.columns = new double[space.size()][16];
  }

  /** Adds a running trial and returns its number. */
  public int add(Configuration configuration) {
    int trial = configurations.size();
    if (trial == losses.length) {
      grow();
    }
    configurations.add(configuration);
    seen.add(configuration);
    double[] point = space.toUnit(configuration);
    for (int i = 0; i < point.length; i++) {
      columns[i][trial] = point[i];
    }
    states[trial] = TrialState.RUNNING;
    losses[trial] = Double.NaN;
    if (runningCount == running.length) {
      running = Arrays.copyOf(running, 2 * runningCount);
    }
    running[runningCount++] = trial;
    return trial;
  }

  /** Notes a report of a running trial. */
  public void report(int trial, long step, double loss) {
    steps[trial] = step;
    losses[trial] = loss;
  }

  /** Sets a running trial back to a step whose loss is no longer known. */
  public void rewind(int trial, long step) {
    steps[trial] = step;
    losses[trial] = Double.NaN;
  }

  /** Ends a running trial; its loss and step stay as they were set last. */
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
  }

  boolean isUsable(int trial) {
    return states[trial] != TrialState.FAILED && Double.isFinite(losses[trial]);
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
  public double loss(int trial) {
    return losses[trial];
  }

  @Override
  public long step(int trial) {
    return steps[trial];
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
  public int running() {
    return runningCount;
  }

  @Override
  public int runningTrial(int place) {
    return running[place];
  }

  @Override
  public boolean hasSeen(Configuration configuration) {
    return seen.contains(configuration);
  }

  private void grow() {
    int capacity = 2 * losses.length;
    states = Arrays.copyOf(states, capacity);
    losses = Arrays.copyOf(losses, capacity);
    steps = Arrays.copyOf(steps, capacity);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Arrays.copyOf(columns[i], capacity);
    }
  }
}
