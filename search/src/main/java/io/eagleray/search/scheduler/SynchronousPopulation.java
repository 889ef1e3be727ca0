package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.history.TrialState;
import io.eagleray.search.sampler.Randomness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Population-based training in which all wait until the last one has come to the next look. */
final class SynchronousPopulation implements Judge {
  private final PopulationBasedTraining settings;
  private final History history;
  private final Exploration exploration;
  private final Population population;
  private final long seed;
  private double nextLook;
  private int looks;

  /** What trials do that still have to be let go on after the last look. */
  private final Map<Integer, Move> moves = new LinkedHashMap<>();

  SynchronousPopulation(
      PopulationBasedTraining settings, History history, Exploration exploration, long seed) {
    this.settings = settings;
    this.history = history;
    this.exploration = exploration;
    this.population = new Population(history, settings.quantile());
    this.seed = seed;
    this.nextLook = Math.max(settings.interval(), settings.burnIn());
  }

  @Override
  public Decision onReport(int trial, long step, double loss) {
    if (step < nextLook) {
      return Decision.CONTINUE;
    }
    Population.Member member = population.member(trial);
    member.loss = loss;
    member.hasLoss = true;
    member.lastStep = step;
    exploration.looked(trial, step, loss);
    return Decision.PAUSE;
  }

  @Override
  public Move next(boolean canStart, int running) {
    if (canStart && moves.isEmpty()) {
      return Move.START;
    }
    if (moves.isEmpty() && running == 0) {
      look();
    }
    if (moves.isEmpty()) {
      return running > 0 ? Move.WAIT : Move.DONE;
    }
    return moves.values().iterator().next();
  }

  /**
   * Everybody is there: decides how each goes on. Asked again before an event, nothing changes.
   * Those that take over another's checkpoint go first: once that one has gone on itself, it has
   * another checkpoint, or has ended.
   */
  private void look() {
    Population.Quantiles quantiles = population.quantiles();
    RandomGenerator random = Randomness.of(seed, -1L - looks++);
    long furthest = 0;
    Map<Integer, Move> resumed = new LinkedHashMap<>();
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.state(trial) != TrialState.PAUSED) {
        continue;
      }
      furthest = Math.max(furthest, population.member(trial).lastStep);
      if (quantiles.worst().contains(trial)) {
        int source = quantiles.best().get(random.nextInt(quantiles.best().size()));
        moves.put(
            trial,
            new Move.Exploit(
                trial,
                source,
                exploration.explore(trial, source, history.configuration(source), random)));
      } else {
        resumed.put(trial, new Move.Resume(trial));
      }
    }
    moves.putAll(resumed);
    nextLook = Math.max(nextLook + settings.interval(), furthest);
  }

  @Override
  public void onResume(int trial) {
    moves.remove(trial);
  }

  @Override
  public void onEnd(int trial) {
    moves.remove(trial);
  }

  @Override
  public void onRestart(int trial, long fromStep) {
    Population.Member member = population.member(trial);
    member.lastStep = Math.min(member.lastStep, fromStep);
  }
}
