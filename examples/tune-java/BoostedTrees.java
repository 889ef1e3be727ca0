import java.io.Serializable;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/**
 * A model that reads digits. Each tree gives an image ten numbers, one for each digit; the digit
 * with the highest sum over all trees is the answer.
 */
final class BoostedTrees implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<Model<Regressor>> trees;

  BoostedTrees(List<Model<Regressor>> trees) {
    this.trees = List.copyOf(trees);
  }

  int read(Digit digit) {
    Example<Regressor> image = digit.image();
    double[] scores = new double[Digit.LABELS];
    trees.forEach(tree -> addTo(scores, tree, image));
    return highest(scores);
  }

  double accuracy(List<Digit> digits) {
    long right = digits.stream().filter(digit -> read(digit) == digit.label()).count();
    return (double) right / digits.size();
  }

  static void addTo(double[] scores, Model<Regressor> tree, Example<Regressor> image) {
    double[] values = tree.predict(image).getOutput().getValues();
    for (int label = 0; label < scores.length; label++) {
      scores[label] += values[label];
    }
  }

  static int highest(double[] scores) {
    int best = 0;
    for (int label = 1; label < scores.length; label++) {
      if (scores[label] > scores[best]) {
        best = label;
      }
    }
    return best;
  }
}
