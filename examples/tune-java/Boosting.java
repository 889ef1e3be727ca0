import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * Gradient boosting over Tribuo's regression trees, one tree at a time: each learns what the trees
 * before it still get wrong, from rows drawn anew. After J. Friedman, "Stochastic gradient
 * boosting", 2002.
 */
final class Boosting {
  private static final long SEED = 1;
  private static final float SMALLEST_NODE = 4;
  private static final RegressionFactory FACTORY = new RegressionFactory();
  private static final DataProvenance SOURCE = new SimpleDataSourceProvenance("digits", FACTORY);

  private final ScoredDigits digits;
  private final double learningRate;
  private final double subsample;
  private final CARTJointRegressionTrainer trainer;
  private final Dataset<Regressor> allRows;
  private final Random random = new Random(SEED);
  private final List<Model<Regressor>> trees = new ArrayList<>();

  /**
   * @param learningRate how far each tree goes; above 0
   * @param depth how often a tree may split on the way to a leaf; at least 1
   * @param subsample the share of rows that a tree sees; above 0, up to 1
   * @param features the share of pixels that a split may choose from; above 0, up to 1
   */
  Boosting(List<Digit> rows, double learningRate, int depth, double subsample, double features) {
    this.digits = new ScoredDigits(rows);
    this.learningRate = learningRate;
    this.subsample = subsample;
    this.trainer =
        new CARTJointRegressionTrainer(
            depth, SMALLEST_NODE, 0, (float) features, new MeanSquaredError(), false, SEED);
    this.allRows =
        ImmutableDataset.copyDataset(
            new MutableDataset<>(rows.stream().map(Digit::image).toList(), SOURCE, FACTORY));
  }

  Model<Regressor> addTree() {
    Model<Regressor> tree = trainer.train(sample());
    digits.add(tree);
    trees.add(tree);
    return tree;
  }

  BoostedTrees model() {
    return new BoostedTrees(trees);
  }

  private Dataset<Regressor> sample() {
    List<Example<Regressor>> sample = new ArrayList<>();
    for (int row = 0; row < digits.size(); row++) {
      if (random.nextDouble() < subsample) {
        sample.add(digits.correction(row, learningRate));
      }
    }
    return new ImmutableDataset<>(
        sample, SOURCE, FACTORY, allRows.getFeatureIDMap(), allRows.getOutputIDInfo(), false);
  }
}
