package io.eagleray.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eagleray.search.gp.Prior.Belief;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final Prior NONE =
      new Prior(new Belief(0, 1e9), new Belief(0, 1e9), new Belief(0, 1e9));

  @Test
  void valueAndGradientAreThoseOfScikitLearn() {
    Reference reference = Reference.read();
    Evidence evidence =
        new Evidence(Reference.NUMBERS, reference.points(), reference.values(), NONE, 0);
    double[] gradient = new double[5];
    double value = evidence.at(Reference.logs(), gradient);
    double constant = reference.data().size() / 2.0 * Math.log(2 * Math.PI);
    assertThat(-value - constant).isCloseTo(reference.evidence()[3], within(1e-9));
    for (int i = 0; i < gradient.length; i++) {
      assertThat(-gradient[i]).isCloseTo(reference.evidence()[4 + i], within(1e-8));
    }
  }

  @Test
  void theGradientIsThatOfDifferencesWithCategoriesAndPrior() {
    long seed = 20_261;
    SplittableRandom random = new SplittableRandom(seed);
    Coordinates kinds = new Coordinates(new double[] {0, 1, 8});
    double[][] points = new double[15][];
    double[] values = new double[15];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {random.nextDouble(), random.nextInt(3), random.nextInt(2)};
      values[i] = points[i][0] + points[i][1] - points[i][2] + random.nextDouble();
    }
    Evidence evidence = new Evidence(kinds, points, values, Prior.smooth(), 1e-6);
    double[] at = {0.3, -1.2, 0.1, 0.4, -3};
    double[] gradient = new double[5];
    evidence.at(at, gradient);
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (evidence.at(up, new double[5]) - evidence.at(down, new double[5])) / 2e-5;
      assertThat(gradient[i]).as("logarithm %d, seed %d", i, seed).isCloseTo(slope, within(1e-5));
    }
  }
}
