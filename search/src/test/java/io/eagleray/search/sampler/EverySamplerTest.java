package io.eagleray.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.eagleray.search.registry.Lookup;
import io.eagleray.search.space.SearchSpace;
import io.eagleray.search.space.SpaceBuilder;
import io.eagleray.search.study.Outcome;
import io.eagleray.search.study.Study;
import io.eagleray.search.study.Trial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What spaces and results nobody hopes for may not do to any sampler: it answers, with what the
 * space has, soon. The limit of time is far above what is usual; it is there for samplers that
 * never come back.
 */
final class EverySamplerTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int TRIALS = 30;

  /** Spaces at the edges, by what is odd about them. */
  private static final Map<String, SearchSpace> SPACES = new LinkedHashMap<>();

  static {
    SPACES.put("one point", SearchSpace.builder().choice("a", 1).constant("b", "x").build());
    SPACES.put("two points", SearchSpace.builder().randInt("n", 0, 2).build());
    SPACES.put("one number beside a wide one", almostAPoint());
    SPACES.put("a million categories", categories(1_000_000));
    SPACES.put("200 dimensions", wide(200));
    SPACES.put("every type", everyType());
    SPACES.put("conditions four levels deep", deep());
    SPACES.put("huge and tiny numbers", extremes());
  }

  private static SearchSpace almostAPoint() {
    return SearchSpace.builder().randInt("n", 3, 4).uniform("x", 0, 1).build();
  }

  private static SearchSpace categories(int count) {
    return SearchSpace.builder()
        .choice("word", IntStream.range(0, count).mapToObj(i -> "w" + i).toArray())
        .uniform("x", 0, 1)
        .build();
  }

  private static SearchSpace wide(int dimensions) {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < dimensions; i++) {
      builder.uniform("x" + i, -1, 1);
    }
    return builder.build();
  }

  static SearchSpace everyType() {
    return SearchSpace.builder()
        .uniform("uniform", -1, 1)
        .qUniform("quniform", 0, 1, 0.25)
        .logUniform("loguniform", 1e-5, 1)
        .qLogUniform("qloguniform", 0.1, 10, 0.1)
        .normal("randn", 0, 1)
        .qNormal("qrandn", 0, 10, 0.5)
        .randInt("randint", -3, 4)
        .qRandInt("qrandint", 0, 100, 10)
        .logRandInt("lograndint", 1, 1000)
        .qLogRandInt("qlograndint", 4, 128, 4)
        .choice("choice", "a", 1, 2.5, true, List.of(1, "b"), Map.of("k", 1))
        .ordinal("ordinal", "s", "m", "l")
        .constant("constant", List.of(1, 2))
        .build();
  }

  private static SearchSpace deep() {
    return SearchSpace.builder()
        .choice("a", 0, 1)
        .choice("b", 0, 1)
        .when("a", 1)
        .randInt("c", 0, 3)
        .when("b", 1)
        .uniform("d", 0, 1)
        .when("c", 1, 2)
        .logUniform("e", 0.1, 1)
        .when("a", 0)
        .build();
  }

  private static SearchSpace extremes() {
    return SearchSpace.builder()
        .uniform("wide", -1e300, 1e300)
        .logUniform("ratio", 1e-300, 1e300)
        .uniform("narrow", 1, 1 + 1e-15)
        .randInt("long", -(1L << 52), 1L << 52)
        .build();
  }

  static Stream<Arguments> samplersAndSpaces() {
    return Samplers.registry().names().stream()
        .flatMap(name -> SPACES.keySet().stream().map(space -> Arguments.of(name, space)));
  }

  private static Sampler sampler(String name) {
    return ((Lookup.Found<Sampler>) Samplers.registry().find(name)).create(Map.of());
  }

  private static Optional<Study> study(String name, SearchSpace space) {
    try {
      return Optional.of(
          Study.minimize("loss").space(space).sampler(sampler(name)).seed(5).build());
    } catch (UnsupportedSpaceException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @MethodSource("samplersAndSpaces")
  void answersInSpacesAtTheEdges(String name, String space) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          Optional<Study> study = study(name, java.util.Objects.requireNonNull(SPACES.get(space)));
          if (study.isEmpty()) {
            return;
          }
          SplittableRandom random = new SplittableRandom(1);
          for (int i = 0; i < TRIALS; i++) {
            Optional<Trial> trial = study.get().tryAsk();
            if (trial.isEmpty()) {
              return;
            }
            assertThat(study.get().space().problems(trial.get().config().asMap())).isEmpty();
            study.get().tell(trial.get(), random.nextDouble());
          }
        });
  }

  static Stream<Arguments> samplersAndLives() {
    return Samplers.registry().names().stream()
        .flatMap(name ->
            Stream.of(
                    "all equal",
                    "all failing",
                    "none a number",
                    "infinite",
                    "huge",
                    "one among failures",
                    "never told")
                .map(life -> Arguments.of(name, life)));
  }

  @ParameterizedTest
  @MethodSource("samplersAndLives")
  void answersWhateverComesOfTheTrials(String name, String life) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          Optional<Study> study = study(name, everyType());
          if (study.isEmpty()) {
            return;
          }
          for (int i = 0; i < TRIALS; i++) {
            Optional<Trial> trial = study.get().tryAsk();
            if (trial.isEmpty()) {
              return;
            }
            assertThat(study.get().space().problems(trial.get().config().asMap())).isEmpty();
            int number = trial.get().number();
            switch (life) {
              case "all equal" -> study.get().tell(trial.get(), 1.5);
              case "all failing" -> study.get().tell(number, Outcome.failed());
              case "none a number" -> study.get().tell(trial.get(), Double.NaN);
              case "infinite" -> study.get().tell(trial.get(), Double.POSITIVE_INFINITY);
              case "huge" -> study.get().tell(trial.get(), (i % 2 == 0 ? 1 : -1) * 1e308);
              case "one among failures" ->
                  study.get().tell(number, i == 3 ? Outcome.completed(1) : Outcome.failed());
              default -> {}
            }
          }
        });
  }
}
