package io.eagleray.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every domain promises. */
class DomainContractTest {
  private static final long SEED = 20_260_914;

  static Stream<Domain> domains() {
    return Stream.of(
        new Uniform(-2, 3),
        new QUniform(0, 1, 0.1),
        new QUniform(-0.35, 0.95, 0.25),
        new LogUniform(1e-5, 1e2),
        new QLogUniform(0.5, 64, 0.5),
        new Normal(10, 2),
        new QNormal(0, 3, 0.5),
        new RandInt(-3, 4),
        new RandInt(5, 6),
        new QRandInt(0, 100, 10),
        new QRandInt(1, 9, 1),
        new LogRandInt(1, 1025),
        new QLogRandInt(8, 512, 8),
        Choice.of("a", 2, true, 0.5, List.of(1, 2), Map.of("k", "v")),
        Ordinal.of(16, 32, 64),
        GridSearch.of(1, 2, 3, 4),
        new Constant("fixed"));
  }

  @ParameterizedTest
  @MethodSource("domains")
  void everyPlaceOfTheUnitIntervalHasAValueOfTheDomain(Domain domain) {
    for (int i = 0; i <= 1000; i++) {
      Object value = domain.fromUnit(i / 1000.0);
      assertThat(domain.contains(value)).as("%s at %s", value, i / 1000.0).isTrue();
      assertThat(domain.canonical(value)).isEqualTo(value);
    }
    assertThat(domain.contains(domain.fromUnit(-1))).isTrue();
    assertThat(domain.contains(domain.fromUnit(2))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("domains")
  void thePlaceOfAValueLeadsBackToIt(Domain domain) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 1000; i++) {
      Object value = domain.fromUnit(random.nextDouble());
      double place = domain.toUnit(value);
      assertThat(place).isBetween(0.0, 1.0);
      Object back = domain.fromUnit(place);
      if (value instanceof Double number) {
        assertThat((Double) back)
            .as("seed %d", SEED)
            .isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number))));
      } else {
        assertThat(back).as("seed %d", SEED).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("domains")
  void cellsAreTheProbabilitiesOfTheirValues(Domain domain) {
    if (domain.cardinality().isEmpty() || domain.cellWidth(domain.fromUnit(0.5)) == 0) {
      return;
    }
    int draws = 200_000;
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Object, Integer> counts = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      counts.merge(domain.fromUnit(random.nextDouble()), 1, Integer::sum);
    }
    double total = 0;
    for (Map.Entry<Object, Integer> entry : counts.entrySet()) {
      double width = domain.cellWidth(entry.getKey());
      double deviation = Math.sqrt(width * (1 - width) / draws);
      assertThat(entry.getValue() / (double) draws)
          .as("%s, seed %d", entry.getKey(), SEED)
          .isCloseTo(width, within(5 * deviation + 1e-6));
      total += width;
    }
    assertThat(total).isBetween(0.999, 1 + 1e-9);
    assertThat((long) counts.size()).isLessThanOrEqualTo(domain.cardinality().getAsLong());
  }

  @ParameterizedTest
  @MethodSource("domains")
  void strangersAreOutside(Domain domain) {
    assertThat(domain.contains("no such value")).isFalse();
    assertThat(domain.contains(Double.NaN)).isFalse();
    assertThat(domain.contains(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(domain.contains(1e300) && !(domain instanceof Normal || domain instanceof QNormal))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("domains")
  void itsTypeIsAKnownWordAndItsRuleReads(Domain domain) {
    assertThat(DomainType.named(domain.type())).isPresent();
    assertThat(domain.rule()).isNotBlank();
  }
}
