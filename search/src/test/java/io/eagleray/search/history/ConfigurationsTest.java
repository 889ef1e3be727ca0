package io.eagleray.search.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.space.Configuration;
import io.eagleray.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {
  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .choice("c", "a", 1, 2.5, true, List.of(1, 2), Map.of("k", 3))
          .logUniform("l", 1e-9, 1e9)
          .when("c", "a", true)
          .logRandInt("n", 1, 1L << 53)
          .qUniform("q", 0, 1, 0.1)
          .normal("g", 0, 1)
          .ordinal("o", "small", "large")
          .constant("k", "always")
          .build();

  @Test
  void theyComeBackExactlyAndAreFoundAgain() {
    Configurations store = new Configurations(SPACE);
    SplittableRandom random = new SplittableRandom(3);
    List<Configuration> all = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      all.add(SPACE.sample(random));
      store.add(all.getLast());
    }
    for (int i = 0; i < all.size(); i++) {
      assertThat(store.get(i)).isEqualTo(all.get(i));
      assertThat(store.get(i).asMap().toString()).isEqualTo(all.get(i).asMap().toString());
      assertThat(store.contains(all.get(i))).isTrue();
      assertThat(store.contains(SPACE.sample(random))).isFalse();
    }
  }

  @Test
  void whatATrialHadBeforeIsNotForgotten() {
    Configurations store = new Configurations(SPACE);
    SplittableRandom random = new SplittableRandom(4);
    Configuration before = SPACE.sample(random);
    Configuration after = SPACE.sample(random);
    store.add(before);
    store.set(0, after);
    assertThat(store.get(0)).isEqualTo(after);
    assertThat(store.contains(before)).isTrue();
    assertThat(store.contains(after)).isTrue();
  }
}
