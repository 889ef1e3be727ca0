package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.nsga2.Nsga2Sampler;
import io.eagleray.search.tpe.TpeSampler;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten pairs of searches with equal seeds; a mean gain of three standard errors is not chance. */
class BeatsRandomByVolumeTest {
  private static final int SEEDS = 10;

  @ParameterizedTest
  @EnumSource(SeveralLosses.class)
  void nsga2After200Trials(SeveralLosses function) {
    assertGain(function, new Nsga2Sampler(), 200);
  }

  @ParameterizedTest
  @EnumSource(SeveralLosses.class)
  void tpeAfter150Trials(SeveralLosses function) {
    assertGain(function, new TpeSampler(), 150);
  }

  private static void assertGain(SeveralLosses function, Sampler sampler, int trials) {
    double[] gains =
        IntStream.range(0, SEEDS)
            .mapToDouble(seed ->
                function.volume(sampler, trials, seed)
                    - function.volume(new RandomSampler(), trials, seed))
            .toArray();
    double mean = Arrays.stream(gains).average().orElseThrow();
    double variance =
        Arrays.stream(gains).map(gain -> Math.pow(gain - mean, 2)).sum() / (SEEDS - 1);
    assertThat(mean / Math.sqrt(variance / SEEDS))
        .as("%s, seeds 0 to %d, gains %s", function, SEEDS - 1, Arrays.toString(gains))
        .isGreaterThan(3);
  }
}
