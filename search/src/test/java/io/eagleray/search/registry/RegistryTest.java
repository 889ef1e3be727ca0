package io.eagleray.search.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.bayesian.GpSampler;
import io.eagleray.search.cma.CmaEsSampler;
import io.eagleray.search.sampler.RandomSampler;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.Samplers;
import io.eagleray.search.scheduler.AshaScheduler;
import io.eagleray.search.scheduler.Scheduler;
import io.eagleray.search.scheduler.Schedulers;
import io.eagleray.search.tpe.TpeSampler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
  private final Registry<Sampler> samplers = Samplers.registry();
  private final Registry<Scheduler> schedulers = Schedulers.registry();

  @ParameterizedTest
  @ValueSource(strings = {"BayesOptSearch", "HEBOSearch", "AxSearch", "GPSampler", "gp"})
  void searchesBuiltOnAGaussianProcessAreAnsweredByOne(String name) {
    assertThat(create(samplers, name, Map.of())).isEqualTo(new GpSampler());
  }

  @ParameterizedTest
  @ValueSource(strings = {"OptunaSearch", "HyperOptSearch", "ZOOptSearch", "tpe"})
  void rayTunesModelBasedSearchesAreAnsweredByTpe(String name) {
    assertThat(create(samplers, name, Map.of("metric", "loss"))).isEqualTo(new TpeSampler());
  }

  @Test
  void nevergradIsAnsweredByCmaEsAndBasicVariantGeneratorByRandom() {
    assertThat(create(samplers, "NevergradSearch", Map.of("optimizer", "CMA")))
        .isEqualTo(new CmaEsSampler());
    assertThat(create(samplers, "BasicVariantGenerator", Map.of("max_concurrent", 2)))
        .isEqualTo(new RandomSampler());
  }

  @Test
  void argumentsReachWhatTheyMake() {
    assertThat(create(samplers, "HyperOptSearch", Map.of("n_initial_points", 20, "gamma", 0.25)))
        .isEqualTo(new TpeSampler(20, 0.25, 24));
    assertThat(create(samplers, "BasicVariantGenerator", Map.of("constant_grid_search", true)))
        .isEqualTo(new RandomSampler(true));
    assertThat(
            create(
                schedulers,
                "AsyncHyperBandScheduler",
                Map.of("max_t", 81L, "grace_period", 3, "reduction_factor", 3, "brackets", 2)))
        .isEqualTo(new AshaScheduler(81, 3, 3, 2, true));
  }

  @Test
  void knownNamesWithoutANativeAnswerAreToldFromUnknownOnes() {
    for (String name : List.of("ResourceChangingScheduler", "PopulationBasedTrainingReplay")) {
      assertThat(schedulers.find(name)).isEqualTo(new Lookup.NotNative<Scheduler>(name));
    }
    assertThat(schedulers.find("ASHASheduler")).isInstanceOf(Lookup.Unknown.class);
    assertThat(schedulers.known())
        .contains("ASHAScheduler", "ResourceChangingScheduler", "FIFOScheduler", "asha");
    assertThat(schedulers.names())
        .contains("ASHAScheduler", "HyperBandScheduler", "MedianStoppingRule")
        .doesNotContain("ResourceChangingScheduler");
  }

  @Test
  void unknownAndWrongArgumentsAreRefused() {
    assertThatThrownBy(() -> create(schedulers, "asha", Map.of("max_tt", 3)))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("asha has no argument \"max_tt\" (it has: brackets, grace_period");
    assertThatThrownBy(() -> create(schedulers, "asha", Map.of("max_t", 2.5)))
        .hasMessageContaining("max_t must be a whole number, got 2.5");
    assertThatThrownBy(() -> create(samplers, "tpe", Map.of("gamma", "much")))
        .hasMessageContaining("gamma must be a number, got much");
    assertThatThrownBy(() -> create(samplers, "random", Map.of("constant_grid_search", 1)))
        .hasMessageContaining("must be true or false, got 1");
  }

  @Test
  void aPluginTakesOverANameThatHadNoNativeAnswer() {
    Factory<Scheduler> plugin =
        new Factory<>() {
          @Override
          public Set<String> names() {
            return Set.of("PB2");
          }

          @Override
          public Set<String> arguments(String name) {
            return Set.of();
          }

          @Override
          public Scheduler create(String name, Arguments arguments) {
            return new AshaScheduler();
          }
        };
    assertThat(new Registry<>(List.of(plugin), Set.of("PB2")).find("PB2"))
        .isInstanceOf(Lookup.Found.class);
  }

  private static <T> T create(Registry<T> registry, String name, Map<String, Object> arguments) {
    return ((Lookup.Found<T>) registry.find(name)).create(arguments);
  }
}
