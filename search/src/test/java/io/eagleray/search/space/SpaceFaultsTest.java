package io.eagleray.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused in a space, in one line that says what would be right. */
final class SpaceFaultsTest {
  private static Arguments fault(DomainType type, Map<String, Object> given, String message) {
    return Arguments.of(type, given, message);
  }

  static List<Arguments> faults() {
    return List.of(
        fault(DomainType.UNIFORM, Map.of("low", 1, "high", 1), "must be below high"),
        fault(
            DomainType.UNIFORM,
            Map.of("low", -1.7e308, "high", 1.7e308),
            "high - low must be a finite number"),
        fault(
            DomainType.UNIFORM,
            Map.of("low", 0, "high", Double.POSITIVE_INFINITY),
            "high must be a finite number"),
        fault(DomainType.UNIFORM, Map.of("low", Double.NaN, "high", 1), "low must be a finite"),
        fault(DomainType.LOGUNIFORM, Map.of("low", 0, "high", 1), "low must be above 0"),
        fault(DomainType.LOGUNIFORM, Map.of("low", -1, "high", 1), "low must be above 0"),
        fault(
            DomainType.RANDINT,
            Map.of("low", 0, "high", 1e300),
            "high must be a whole number within 2^53 of zero"),
        fault(DomainType.RANDINT, Map.of("low", 0, "high", 2.5), "must be a whole number"),
        fault(DomainType.RANDINT, Map.of("low", 5, "high", 5), "must be below high"),
        fault(DomainType.QUNIFORM, Map.of("low", 0, "high", 1, "q", 0), "q must be above 0"),
        fault(
            DomainType.QUNIFORM,
            Map.of("low", 0.1, "high", 0.2, "q", 0.7),
            "a multiple of q must lie between low (0.1) and high (0.2)"),
        fault(
            DomainType.QUNIFORM,
            Map.of("low", 0, "high", 1e300, "q", 1e-300),
            "q must be at least"),
        fault(DomainType.RANDN, Map.of("mean", 0, "sd", 0), "sd must be above 0"),
        fault(DomainType.CHOICE, Map.of("values", List.of()), "needs at least one value"),
        fault(DomainType.CHOICE, Map.of("values", List.of("a", "a")), "a comes twice"),
        fault(DomainType.CHOICE, Map.of("values", List.of(1, 2, 1.0)), "1.0 comes twice"),
        fault(DomainType.CHOICE, Map.of("values", "abc"), "values must be a list, got abc"),
        fault(DomainType.CHOICE, Map.of("values", List.of(Double.NaN)), "must be a finite number"),
        fault(DomainType.UNIFORM, Map.of("low", 0), "high is missing"),
        fault(DomainType.UNIFORM, Map.of("low", "0", "high", 1), "low must be a number, got 0"),
        fault(DomainType.UNIFORM, Map.of("low", 0, "high", 1, "q", 1), "takes low, high, got q"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isRefused(DomainType type, Map<String, Object> given, String message) {
    assertThatThrownBy(() -> type.create(given))
        .isInstanceOf(InvalidSpaceException.class)
        .hasMessageStartingWith(type.word() + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void aParentThatIsNowhereAndOneThatComesLaterAreTold() {
    SpaceBuilder missing = SearchSpace.builder().uniform("a", 0, 1).when("b", 1);
    assertThatThrownBy(missing::build)
        .hasMessage("\"a\" depends on \"b\", which is not in the space (there are: a)");

    SpaceBuilder later = SearchSpace.builder().uniform("a", 0, 1).when("b", 1).choice("b", 1, 2);
    assertThatThrownBy(later::build)
        .hasMessage("\"a\" depends on \"b\", which must come before it");
  }

  @Test
  void aCycleOfConditionsIsToldAsOne() {
    SpaceBuilder itself = SearchSpace.builder().choice("a", 1).when("a", 1);
    assertThatThrownBy(itself::build).hasMessage("the conditions form a cycle: a depends on a");

    SpaceBuilder three =
        SearchSpace.builder()
            .choice("a", 1)
            .when("b", 1)
            .choice("b", 1)
            .when("c", 1)
            .choice("c", 1)
            .when("a", 1);
    assertThatThrownBy(three::build)
        .isInstanceOf(InvalidSpaceException.class)
        .hasMessage("the conditions form a cycle: a depends on b depends on c depends on a");
  }

  @Test
  void aChoiceMayMixTypesAndKeepsThem() {
    Choice mixed = Choice.of("auto", 1, 2.5, true, List.of(1, "x"), Map.of("k", 2));

    assertThat(mixed.values())
        .containsExactly("auto", 1L, 2.5, true, List.of(1L, "x"), Map.of("k", 2L));
    assertThat(mixed.contains(1.0)).isTrue();
    assertThat(mixed.contains("1")).isFalse();
    assertThat(mixed.canonical(1.0)).isEqualTo(1L);
  }

  @Test
  void conditionsOnConditionsHoldLevelByLevel() {
    SearchSpace deep =
        SearchSpace.builder()
            .choice("a", 0, 1)
            .choice("b", "x", "y")
            .when("a", 1)
            .randInt("c", 0, 3)
            .when("b", "y")
            .uniform("d", 0, 1)
            .when("c", 1, 2)
            .build();
    SplittableRandom random = new SplittableRandom(5);
    int deepest = 0;
    for (int i = 0; i < 2000; i++) {
      Configuration drawn = deep.sample(random);
      assertThat(drawn.has("b")).isEqualTo(drawn.getLong("a") == 1);
      assertThat(drawn.has("c")).isEqualTo(drawn.has("b") && drawn.getString("b").equals("y"));
      assertThat(drawn.has("d"))
          .isEqualTo(drawn.has("c") && drawn.getLong("c") >= 1 && drawn.getLong("c") <= 2);
      deepest += drawn.has("d") ? 1 : 0;
    }
    assertThat(deepest).isBetween(250, 420);
  }

  @Test
  void anOrdinalKeepsItsOrderInTheUnitInterval() {
    Ordinal sizes = Ordinal.of("s", "m", "l");

    assertThat(sizes.isOrdered()).isTrue();
    assertThat(sizes.toUnit("s")).isLessThan(sizes.toUnit("m"));
    assertThat(sizes.toUnit("m")).isLessThan(sizes.toUnit("l"));
  }
}
