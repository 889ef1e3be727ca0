package io.eagleray.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final SearchSpace NESTED =
      SearchSpace.builder()
          .choice("model", "linear", "tree")
          .choice("penalty", "l1", "en")
          .when("model", "linear")
          .uniform("ratio", 0, 1)
          .when("penalty", "en")
          .randInt("depth", 1, 9)
          .when("model", "tree")
          .build();

  @Test
  void drawsHaveExactlyTheActiveParameters() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 500; i++) {
      Configuration drawn = NESTED.sample(random);
      assertThat(NESTED.problems(drawn.asMap())).isEmpty();
      assertThat(drawn.has("depth")).isEqualTo(drawn.getString("model").equals("tree"));
      assertThat(drawn.has("ratio"))
          .isEqualTo(drawn.has("penalty") && drawn.getString("penalty").equals("en"));
    }
  }

  @Test
  void thePointOfAConfigurationLeadsBackToIt() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 200; i++) {
      Configuration drawn = NESTED.sample(random);
      double[] point = NESTED.toUnit(drawn);
      assertThat(NESTED.fromUnit(point).names()).isEqualTo(drawn.names());
      assertThat(Double.isNaN(point[3])).isEqualTo(!drawn.has("depth"));
    }
  }

  @Test
  void allProblemsOfAConfigurationAreTold() {
    assertThat(NESTED.problems(Map.of("model", "linear", "depth", 3, "colour", "red")))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("no parameter \"colour\""))
        .anyMatch(problem -> problem.contains("\"penalty\" is missing"))
        .anyMatch(problem -> problem.contains("\"depth\" does not exist here"));
    assertThat(NESTED.problems(Map.of("model", "tree", "depth", 9)))
        .containsExactly("\"depth\" must be an integer in [1, 8], got 9");
  }

  @Test
  void validationWritesValuesAsTheirDomainsDo() {
    Configuration checked = NESTED.validate(Map.of("depth", 3.0, "model", "tree"));
    assertThat(checked.asMap().toString()).isEqualTo("{model=tree, depth=3}");
    assertThatThrownBy(() -> NESTED.validate(Map.of("model", "forest")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("one of [linear, tree], got forest");
  }

  @Test
  void conditionsMustLookBackAtValuesThatExist() {
    refuses(SearchSpace.builder().uniform("a", 0, 1).when("b", 1), "\"b\", which is not");
    refuses(SearchSpace.builder().uniform("a", 0, 1).when("a", 1), "form a cycle");
    refuses(
        SearchSpace.builder().choice("a", 1, 2).uniform("b", 0, 1).when("a", 3),
        "being 3, which it never is");
    refuses(SearchSpace.builder().uniform("a", 0, 1).uniform("a", 0, 1), "comes twice");
    assertThatThrownBy(() -> SearchSpace.builder().when("a", 1))
        .isInstanceOf(InvalidSpaceException.class);
  }

  @Test
  void combinationsSkipWhatIsSwitchedOff() {
    SearchSpace space =
        SearchSpace.builder()
            .gridSearch("a", "x", "y")
            .gridSearch("b", 1, 2, 3)
            .when("a", "x")
            .gridSearch("c", true, false)
            .build();
    Combinations all = Combinations.ofGridSearch(space);
    assertThat(all.count()).isEqualTo(8);
    assertThat(space.gridSize()).isEqualTo(8);
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < all.count(); i++) {
      seen.add(all.at(i).values().toString());
    }
    assertThat(seen)
        .containsExactly(
            "[x, 1, true]",
            "[x, 1, false]",
            "[x, 2, true]",
            "[x, 2, false]",
            "[x, 3, true]",
            "[x, 3, false]",
            "[y, true]",
            "[y, false]");
  }

  @Test
  void aHugeGridIsCountedWithoutOverflow() {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 70; i++) {
      builder.gridSearch("p" + i, 0, 1);
    }
    assertThat(builder.build().gridSize()).isEqualTo(Long.MAX_VALUE);
    assertThat(builder.build().cardinality()).isEmpty();
  }

  @Test
  void equalSpacesAreEqual() {
    assertThat(SearchSpace.builder().uniform("x", 0, 1).build())
        .isEqualTo(SearchSpace.builder().uniform("x", 0, 1).build())
        .isNotEqualTo(SearchSpace.builder().uniform("x", 0, 2).build());
  }

  private static void refuses(SpaceBuilder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidSpaceException.class)
        .hasMessageContaining(message);
  }
}
