package io.eagleray.search.forecast;

import io.eagleray.search.sampler.Ask;
import io.eagleray.search.sampler.Proposer;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.tpe.TpeSampler;
import java.util.Optional;

/**
 * Proposes the configuration whose final loss is expected to lie furthest below the best, judged by
 * all that trials have reported on their way. Goes with {@link ForecastScheduler}; the first trials
 * are spread evenly.
 *
 * @param fidelity how far trials are run
 */
public record ForecastSampler(Fidelity fidelity) implements Sampler {
  /** So many trials are started before any forecast. */
  static final int SPREAD = 8;

  private static final double UNUSED_SHARE = 0.1;

  @Override
  public Proposer start(SearchSpace space, long seed) {
    Rungs rungs = Rungs.of(fidelity);
    // Only its first, evenly spread, trials are taken.
    Proposer spread = new TpeSampler(SPREAD, UNUSED_SHARE, 1).start(space, seed);
    return ask -> ask.index() < SPREAD ? spread.propose(ask) : Optional.of(expected(ask, rungs));
  }

  private Configuration expected(Ask ask, Rungs rungs) {
    return Forecast.of(ask.history(), fidelity, rungs)
        .map(forecast -> Candidates.best(forecast, ask.history(), ask.random()).configuration())
        .orElseGet(() -> ask.history().space().sample(ask.random()));
  }
}
