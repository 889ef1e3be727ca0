package io.eagleray.search.scheduler;

import io.eagleray.search.history.History;
import io.eagleray.search.sampler.Randomness;
import java.util.random.RandomGenerator;

/** Population-based training in which every trial is looked at when its own time has come. */
final class AsynchronousPopulation implements Judge {
  private final PopulationBasedTraining settings;
  private final History history;
  private final Exploration exploration;
  private final Population population;
  private final long seed;
  private int looks;

  AsynchronousPopulation(
      PopulationBasedTraining settings, History history, Exploration exploration, long seed) {
    this.settings = settings;
    this.history = history;
    this.exploration = exploration;
    this.population = new Population(history, settings.quantile());
    this.seed = seed;
  }

  @Override
  public Decision onReport(int trial, long step, double loss) {
    Population.Member member = population.member(trial);
    if (step < settings.burnIn() || step - member.lastLook < settings.interval()) {
      return Decision.CONTINUE;
    }
    member.loss = loss;
    member.hasLoss = true;
    member.lastStep = step;
    member.lastLook = step;
    exploration.looked(trial, step, loss);
    Population.Quantiles quantiles = population.quantiles();
    member.hasCheckpoint = quantiles.best().contains(trial);
    if (!quantiles.worst().contains(trial)) {
      return Decision.CONTINUE;
    }
    RandomGenerator random = Randomness.of(seed, -1L - looks++);
    int source = quantiles.best().get(random.nextInt(quantiles.best().size()));
    Population.Member from = population.member(source);
    if (!from.hasCheckpoint) {
      return Decision.CONTINUE;
    }
    member.lastLook = from.lastLook;
    member.lastStep = from.lastStep;
    return new Decision.Exploit(
        source, exploration.explore(trial, source, history.configuration(source), random));
  }

  @Override
  public void onRestart(int trial, long fromStep) {
    Population.Member member = population.member(trial);
    member.lastLook = Math.min(member.lastLook, fromStep);
    member.lastStep = Math.min(member.lastStep, fromStep);
  }
}
