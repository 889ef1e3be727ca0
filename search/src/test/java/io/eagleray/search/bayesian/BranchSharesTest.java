package io.eagleray.search.bayesian;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.search.history.Observations;
import io.eagleray.search.sampler.Axis;
import io.eagleray.search.sampler.Bowl;
import io.eagleray.search.space.SearchSpace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BranchSharesTest {
  /** Branches of 1 + 1, 1 + 3 (one of them two levels below) and 1 + 0 parameters. */
  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .choice("model", "line", "ridge", "net", "none")
          .uniform("alpha", 0, 1)
          .when("model", "line", "ridge")
          .uniform("rate", 0, 1)
          .when("model", "net")
          .choice("decay", "off", "step")
          .when("model", "net")
          .uniform("gamma", 0, 1)
          .when("decay", "step")
          .build();

  private static final Axis[] AXES = Axis.of(SPACE);

  @Test
  void valuesThatOpenTheSameParametersAreOneBranch() {
    assertThat(Branch.at(AXES, 0))
        .containsExactly(
            new Branch(0, List.of(0, 1), 2),
            new Branch(0, List.of(2), 4),
            new Branch(0, List.of(3), 1));
    assertThat(Branch.at(AXES, SPACE.indexOf("decay")))
        .extracting(Branch::parameters)
        .containsExactly(1, 2);
  }

  @Test
  void aParameterOfManyValuesIsNotDivided() {
    SearchSpace many =
        SearchSpace.builder().randInt("n", 0, 1000).uniform("x", 0, 1).when("n", 7L).build();
    assertThat(Branch.at(Axis.of(many), 0)).isEmpty();
  }

  @Test
  void aDoorLeadsIntoItsBranchHoweverDeepItLies() {
    int decay = SPACE.indexOf("decay");
    for (Branch branch : Branch.at(AXES, decay)) {
      double[] door = branch.door(AXES, new SplittableRandom(3));
      assertThat(branch.contains(AXES, door)).isTrue();
      Arrays.setAll(door, d -> Double.isNaN(door[d]) ? 0.5 : door[d]);
      assertThat(SPACE.fromUnit(door).getString("model")).isEqualTo("net");
    }
  }

  @Test
  void theBranchThatHasLeastOfItsShareIsNext() {
    Observations history = new Observations(SPACE);
    for (int i = 0; i < 20; i++) {
      history.add(SPACE.validate(Map.of("model", "line", "alpha", 0.5)));
    }
    BitSet given = new BitSet();
    Optional<Branch> next = new BranchShares(AXES).next(history, given);
    assertThat(next.orElseThrow().parent()).isZero();
    assertThat(next.orElseThrow().cells()).isIn(List.of(2), List.of(3));
    assertThat(given.get(19)).as("the last one was owed to another branch, too").isTrue();
  }

  @Test
  void nothingIsOwedInASpaceWithoutConditions() {
    Observations history = new Observations(Bowl.SPACE);
    BitSet given = new BitSet();
    assertThat(new BranchShares(Axis.of(Bowl.SPACE)).next(history, given)).isEmpty();
    assertThat(given.isEmpty()).isTrue();
  }

  /** Branches are followed whatever their losses are: here as many times as each is owed. */
  @Test
  void inTheLongRunEachBranchHasItsShareAndNoMore() {
    Observations history = new Observations(SPACE);
    BranchShares shares = new BranchShares(AXES);
    SplittableRandom random = new SplittableRandom(5);
    int net = 0;
    for (int i = 0; i < 700; i++) {
      BitSet given = new BitSet();
      Optional<Branch> next = shares.next(history, given);
      boolean isNet =
          next.isPresent() && next.get().parent() == 0 && next.get().cells().contains(2);
      net += isNet ? 1 : 0;
      double[] point = next.isPresent() ? next.get().door(AXES, random) : new double[SPACE.size()];
      Arrays.setAll(point, d -> Double.isNaN(point[d]) ? 0.5 : point[d]);
      history.add(SPACE.fromUnit(point));
    }
    // Of 700 trials √(700 · 7) = 70 are owed to the branches, 4 of 7 of these to the largest.
    assertThat(net).isBetween(36, 42);
  }
}
