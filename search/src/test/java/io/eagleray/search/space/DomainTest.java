package io.eagleray.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DomainTest {
  private static final long SEED = 7;

  @Test
  void logUniformSpreadsEvenlyOverMagnitudes() {
    double[] draws = draws(new LogUniform(1e-4, 1e0));
    assertThat(share(draws, 1e-4, 1e-3)).isCloseTo(0.25, within(0.01));
    assertThat(share(draws, 1e-1, 1e0)).isCloseTo(0.25, within(0.01));
  }

  @Test
  void uniformPassesAKolmogorovSmirnovTest() {
    double[] draws = draws(new Uniform(-1, 3));
    Arrays.sort(draws);
    double distance = 0;
    for (int i = 0; i < draws.length; i++) {
      distance = Math.max(distance, Math.abs((i + 0.5) / draws.length - (draws[i] + 1) / 4));
    }
    // The limit for an error rate of 0.1 %.
    assertThat(distance).as("seed %d", SEED).isLessThan(1.95 / Math.sqrt(draws.length));
  }

  @Test
  void normalDrawsHaveMeanAndDeviation() {
    double[] draws = draws(new Normal(10, 2));
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance =
        Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(10, within(0.05));
    assertThat(Math.sqrt(variance)).isCloseTo(2, within(0.05));
    assertThat(share(draws, 8, 12)).isCloseTo(0.6827, within(0.01));
  }

  @Test
  void theUpperBoundIsExclusiveForPlainIntegersAndInclusiveForQuantisedOnes() {
    assertThat(new RandInt(1, 4).fromUnit(1)).isEqualTo(3L);
    assertThat(new LogRandInt(1, 4).fromUnit(1)).isEqualTo(3L);
    assertThat(new QRandInt(0, 10, 5).fromUnit(1)).isEqualTo(10L);
    assertThat(new QLogRandInt(2, 10, 2).fromUnit(1)).isEqualTo(10L);
  }

  @Test
  void quantisedIntegersAreEquallyLikelyOnTheirScale() {
    assertThat(shares(new QRandInt(0, 10, 2)))
        .isEqualTo(Map.of(0L, 100, 2L, 100, 4L, 100, 6L, 100, 8L, 100, 10L, 100));
    assertThat(shares(new QLogRandInt(1, 3, 1))).isEqualTo(shares(new LogRandInt(1, 4)));
    assertThat(shares(new QLogRandInt(2, 6, 2)).values())
        .containsExactlyElementsOf(shares(new LogRandInt(1, 4)).values());
  }

  /** How often each value comes out of 600 draws that are spread evenly. */
  private static Map<Object, Integer> shares(NumericDomain domain) {
    Map<Object, Integer> shares = new TreeMap<>();
    for (int i = 0; i < 600; i++) {
      shares.merge(domain.fromUnit((i + 0.5) / 600), 1, Integer::sum);
    }
    return shares;
  }

  @Test
  void nothingIsAListedValueLikeOthers() {
    Choice depth = Choice.of(Nothing.NOTHING, 5, List.of(Nothing.NOTHING, 1));

    assertThat(depth.fromUnit(0)).isEqualTo(Nothing.NOTHING);
    assertThat(depth.toUnit(Nothing.NOTHING)).isLessThan(depth.toUnit(5L));
    assertThat(depth.indexOf(List.of(Nothing.NOTHING, 1.0))).isEqualTo(2);
    assertThat(depth.rule()).isEqualTo("one of [null, 5, [null, 1]]");
  }

  @Test
  void multiplesOfATenthReadAsWritten() {
    assertThat(new QUniform(0, 1, 0.1).fromUnit(0.3)).isEqualTo(0.3);
    assertThat(new QUniform(0, 1, 0.1).cardinality()).hasValue(11);
  }

  @Test
  void multiplesOutsideTheBoundsAreLeftOut() {
    QUniform domain = new QUniform(0.3, 0.95, 0.25);
    assertThat(domain.fromUnit(0)).isEqualTo(0.5);
    assertThat(domain.fromUnit(1)).isEqualTo(0.75);
  }

  @Test
  void numbersAreComparedByValueInLists() {
    Choice choice = Choice.of(1, 2.0, "x");
    assertThat(choice.contains(1.0)).isTrue();
    assertThat(choice.canonical(1.0)).isEqualTo(1L);
    assertThat(choice.canonical(2)).isEqualTo(2.0);
    assertThat(choice.contains("1")).isFalse();
  }

  @Test
  void brokenRulesNameTheRuleAndTheValue() {
    refuses(() -> new Uniform(0.1, 0.0001), "uniform: low (0.1) must be below high (1.0E-4)");
    refuses(() -> new Uniform(Double.NaN, 1), "low must be a finite number, got NaN");
    refuses(() -> new Uniform(-1e308, 1e308), "high - low must be a finite number");
    refuses(() -> new LogUniform(0, 1), "loguniform: low must be above 0, got 0.0");
    refuses(() -> new LogRandInt(0, 9), "lograndint: low must be at least 1, got 0");
    refuses(() -> new RandInt(5, 5), "randint: low (5) must be below high (5)");
    refuses(() -> new RandInt(0, Long.MAX_VALUE), "within 2^53 of zero");
    refuses(() -> new QUniform(0, 1, 0), "quniform: q must be above 0, got 0.0");
    refuses(() -> new QUniform(0.1, 0.2, 0.5), "a multiple of q must lie between");
    refuses(() -> new Normal(0, -1), "randn: sd must be above 0, got -1.0");
    refuses(() -> new Choice(List.of()), "choice: needs at least one value");
    refuses(() -> Choice.of(1, 1), "choice: values must differ, 1 comes twice");
    refuses(() -> new Choice(Collections.singletonList(new Object())), "values are text, numbers");
    refuses(() -> Ordinal.of(1.0, Double.NaN), "a finite number, got NaN");
  }

  @Test
  void domainsAreMadeByNameAndArguments() {
    assertThat(make("loguniform", Map.of("low", 0.001, "high", 1)))
        .isEqualTo(new LogUniform(0.001, 1));
    assertThat(make("qrandint", Map.of("low", 0, "high", 8.0, "q", 2)))
        .isEqualTo(new QRandInt(0, 8, 2));
    assertThat(make("choice", Map.of("values", List.of("a", "b")))).isEqualTo(Choice.of("a", "b"));
    refuses(() -> make("uniform", Map.of("low", 0)), "uniform: high is missing");
    refuses(() -> make("uniform", Map.of("low", 0, "hihg", 1)), "takes low, high, got hihg");
    refuses(() -> make("randint", Map.of("low", 0.5, "high", 1)), "must be a whole number");
    refuses(() -> make("choice", Map.of("values", 3)), "must be a list, got 3");
    assertThat(DomainType.named("unifrom")).isEmpty();
  }

  private static Domain make(String word, Map<String, ?> arguments) {
    return DomainType.named(word).orElseThrow().create(arguments);
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(InvalidSpaceException.class)
        .hasMessageContaining(message);
  }

  private static double[] draws(Domain domain) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] draws = new double[20_000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = (Double) domain.fromUnit(random.nextDouble());
    }
    return draws;
  }

  private static double share(double[] draws, double low, double high) {
    return Arrays.stream(draws).filter(x -> x >= low && x < high).count() / (double) draws.length;
  }
}
