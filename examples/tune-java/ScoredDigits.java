import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/** Digits with their ten scores so far, which grow tree by tree. */
final class ScoredDigits {
  private final List<Digit> digits;
  private final List<Example<Regressor>> images;
  private final double[][] scores;

  ScoredDigits(List<Digit> digits) {
    this.digits = digits;
    this.images = digits.stream().map(Digit::image).toList();
    this.scores = new double[digits.size()][Digit.LABELS];
  }

  int size() {
    return digits.size();
  }

  void add(Model<Regressor> tree) {
    for (int i = 0; i < scores.length; i++) {
      BoostedTrees.addTo(scores[i], tree, images.get(i));
    }
  }

  double accuracy() {
    int right = 0;
    for (int i = 0; i < scores.length; i++) {
      if (BoostedTrees.highest(scores[i]) == digits.get(i).label()) {
        right++;
      }
    }
    return (double) right / scores.length;
  }

  /** A digit's image, and as the answer to learn a step of that length towards the right scores. */
  Example<Regressor> correction(int index, double stepLength) {
    Digit digit = digits.get(index);
    double[] step = probabilities(scores[index]);
    for (int label = 0; label < step.length; label++) {
      double wanted = label == digit.label() ? 1 : 0;
      step[label] = stepLength * (wanted - step[label]);
    }
    return digit.image(step);
  }

  private static double[] probabilities(double[] scores) {
    double top = scores[BoostedTrees.highest(scores)];
    double[] result = new double[scores.length];
    double sum = 0;
    for (int label = 0; label < scores.length; label++) {
      result[label] = Math.exp(scores[label] - top);
      sum += result[label];
    }
    for (int label = 0; label < scores.length; label++) {
      result[label] /= sum;
    }
    return result;
  }
}
