package io.eagleray.search.nsga2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.search.registry.Lookup;
import io.eagleray.search.sampler.Sampler;
import io.eagleray.search.sampler.Samplers;
import io.eagleray.search.sampler.UnsupportedSpaceException;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.study.Objective;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class Nsga2SamplerTest {

  @Test
  void optunasNameAndArgumentsMakeIt() {
    Lookup<Sampler> lookup = Samplers.registry().find("NSGAIISampler");
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    Sampler sampler =
        ((Lookup.Found<Sampler>) lookup)
            .create(Map.of("population_size", 20, "mutation_prob", 0.25, "crossover_prob", 1));
    assertThat(sampler).isEqualTo(new Nsga2Sampler(20, 1, 0.5, OptionalDouble.of(0.25)));
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Nsga2Sampler().withPopulation(1))
        .hasMessage("nsga2: population_size must be at least 2, got 1");
    assertThatThrownBy(() -> new Nsga2Sampler(50, 1.5, 0.5, OptionalDouble.empty()))
        .hasMessage("nsga2: crossover_prob must lie between 0 and 1, got 1.5");
    assertThatThrownBy(() -> new Nsga2Sampler(50, 1, 0.5, OptionalDouble.of(Double.NaN)))
        .hasMessageContaining("mutation_prob");
  }

  @Test
  void gridsAreRefused() {
    SearchSpace grid = SearchSpace.builder().gridSearch("a", 1, 2).build();
    assertThatThrownBy(() -> new Nsga2Sampler().start(grid, 0))
        .isInstanceOf(UnsupportedSpaceException.class)
        .hasMessageContaining("grid_search");
  }

  /** Without mutation a child has nothing that no parent has. */
  @Test
  void childrenOfFeasibleParentsInheritFromThemOnly() {
    SearchSpace space =
        SearchSpace.builder().choice("kind", "a", "b", "c").uniform("x", 0, 1).build();
    Study study =
        Study.of(Objective.minimize("up"), Objective.minimize("down"))
            .space(space)
            .constraints(1)
            .sampler(new Nsga2Sampler(8, 1, 0.5, OptionalDouble.of(0)))
            .build();
    for (int i = 0; i < 40; i++) {
      evaluate(study, study.ask());
    }
    long feasible = 0;
    for (int i = 0; i < 20; i++) {
      Trial child = study.ask();
      evaluate(study, child);
      feasible += "b".equals(child.config().getString("kind")) ? 1 : 0;
    }
    assertThat(feasible).isEqualTo(20);
  }

  /** Only the kind "b" is allowed. */
  private static void evaluate(Study study, Trial trial) {
    double x = trial.config().getDouble("x");
    double violation = "b".equals(trial.config().getString("kind")) ? -1 : 1;
    study.tell(trial.number(), Outcome.completed(List.of(x, 1 - x), List.of(violation)));
  }
}
