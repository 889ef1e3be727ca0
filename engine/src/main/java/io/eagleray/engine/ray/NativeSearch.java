package io.eagleray.engine.ray;

import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.Tune;
import io.eagleray.search.auto.AutoSampler;
import io.eagleray.search.forecast.ForecastSampler;
import io.eagleray.search.forecast.ForecastScheduler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.scheduler.FifoScheduler;
import io.eagleray.search.scheduler.Scheduler;
import java.util.Locale;

/** The native sampler and scheduler that a config names. */
record NativeSearch(Sampler sampler, Scheduler scheduler) {
  private static final int LONGEST_INITIALS = 4;

  /**
   * Those of a config.
   *
   * @throws io.eagleray.search.SearchException if an argument breaks a rule, or nothing native
   *     answers to a name
   */
  static NativeSearch of(Tune tune) {
    return of(
        tune,
        NativeAlgorithms.sampler(tune.searchAlgorithm()),
        NativeAlgorithms.scheduler(tune.scheduler()));
  }

  /** Both as the config names them; where it leaves the sampler open, forecasts propose, too. */
  static NativeSearch of(Tune tune, Sampler named, Scheduler scheduler) {
    boolean proposes =
        scheduler instanceof ForecastScheduler && named instanceof AutoSampler && !hasGrid(tune);
    return new NativeSearch(
        proposes ? new ForecastSampler(((ForecastScheduler) scheduler).fidelity()) : named,
        scheduler);
  }

  private static boolean hasGrid(Tune tune) {
    return tune.space().stream()
        .anyMatch(parameter -> parameter.domain() instanceof SpaceParameter.Domain.Grid);
  }

  /** Whether the scheduler stops nothing. */
  boolean isFifo() {
    return scheduler instanceof FifoScheduler;
  }

  /** The sampler in a word: {@code TPE} for {@code OptunaSearch}. */
  String samplerWord() {
    return word(sampler.getClass(), "Sampler");
  }

  /** The scheduler in a word: {@code ASHA} for {@code ASHAScheduler}. */
  String schedulerWord() {
    return word(scheduler.getClass(), "Scheduler");
  }

  /** Short names are initials. */
  private static String word(Class<?> type, String suffix) {
    String name = type.getSimpleName().replace(suffix, "");
    boolean initials =
        name.length() <= LONGEST_INITIALS && !name.equals("Auto") && !name.equals("Grid");
    return initials ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
  }
}
