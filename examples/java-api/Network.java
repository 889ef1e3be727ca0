import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A network with one hidden layer that tells two classes apart: nothing here knows of Eagleray. */
record Network(double[][] hidden, double[] output) implements Serializable {
  private static final int FEATURES = 20;
  private static final int INFORMATIVE = 10;
  private static final int ROWS = 1000;
  private static final int TEST_ROWS = 200;
  private static final int EPOCHS = 30;

  /** Rows of numbers, each with a last one for the bias, and their classes: 0 or 1. */
  record Rows(double[][] features, int[] classes) implements Serializable {}

  record Data(Rows train, Rows test) implements Serializable {}

  record Best(double accuracy, Network model) {}

  record Tuned(Best best_trial, Map<String, Object> best_config) {}

  static Data generateData() {
    Random random = new Random(42);
    double[] centre = random.doubles(INFORMATIVE, -0.6, 0.6).toArray();
    return new Data(rows(ROWS - TEST_ROWS, centre, random), rows(TEST_ROWS, centre, random));
  }

  /** Each class has two clusters on opposite sides, so that no straight line parts them. */
  private static Rows rows(int count, double[] centre, Random random) {
    double[][] features = new double[count][FEATURES + 1];
    int[] classes = new int[count];
    for (int row = 0; row < count; row++) {
      classes[row] = row % 2;
      double side = random.nextBoolean() ? 2 : -2;
      for (int i = 0; i < FEATURES; i++) {
        boolean turned = classes[row] == 1 && i % 2 == 1;
        double mean = i < INFORMATIVE ? side * centre[i] * (turned ? -1 : 1) : 0;
        features[row][i] = mean + random.nextGaussian();
      }
      features[row][FEATURES] = 1;
    }
    return new Rows(features, classes);
  }

  /** One trial: gradient descent over batches. */
  static Map<String, Object> train(Data data, double learningRate, int batchSize, int hiddenSize) {
    Random random = new Random(1);
    double[][] hidden = new double[hiddenSize][];
    for (int unit = 0; unit < hiddenSize; unit++) {
      hidden[unit] = random.doubles(FEATURES + 1, -0.3, 0.3).toArray();
    }
    Network network = new Network(hidden, random.doubles(hiddenSize, -0.3, 0.3).toArray());
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int from = 0; from < data.train.features.length; from += batchSize) {
        network.learn(data.train, from, batchSize, learningRate);
      }
    }
    return Map.of(
        "model", network,
        "train_accuracy", network.accuracy(data.train),
        "accuracy", network.accuracy(data.test));
  }

  static List<Object> evaluate(Tuned tuned) {
    String summary = "best accuracy %.3f with %s".formatted(tuned.best_trial.accuracy, tuned.best_config);
    return List.of(
        tuned.best_trial.model,
        Map.of("best_accuracy", tuned.best_trial.accuracy, "best_config", tuned.best_config, "summary", summary));
  }

  private void learn(Rows rows, int from, int size, double rate) {
    int until = Math.min(from + size, rows.features.length);
    double[] outputStep = new double[output.length];
    double[][] hiddenStep = new double[output.length][FEATURES + 1];
    for (int row = from; row < until; row++) {
      double[] inside = inside(rows.features[row]);
      double wrong = rows.classes[row] - answer(inside);
      for (int unit = 0; unit < output.length; unit++) {
        outputStep[unit] += wrong * inside[unit];
        double back = wrong * output[unit] * (1 - inside[unit] * inside[unit]);
        for (int i = 0; i <= FEATURES; i++) {
          hiddenStep[unit][i] += back * rows.features[row][i];
        }
      }
    }
    double step = rate / (until - from);
    for (int unit = 0; unit < output.length; unit++) {
      output[unit] += step * outputStep[unit];
      for (int i = 0; i <= FEATURES; i++) {
        hidden[unit][i] += step * hiddenStep[unit][i];
      }
    }
  }

  private double[] inside(double[] row) {
    double[] values = new double[hidden.length];
    for (int unit = 0; unit < values.length; unit++) {
      double sum = 0;
      for (int i = 0; i <= FEATURES; i++) {
        sum += hidden[unit][i] * row[i];
      }
      values[unit] = Math.tanh(sum);
    }
    return values;
  }

  private double answer(double[] inside) {
    double sum = 0;
    for (int unit = 0; unit < inside.length; unit++) {
      sum += output[unit] * inside[unit];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  double accuracy(Rows rows) {
    int right = 0;
    for (int row = 0; row < rows.features.length; row++) {
      boolean first = answer(inside(rows.features[row])) > 0.5;
      right += first == (rows.classes[row] == 1) ? 1 : 0;
    }
    return (double) right / rows.features.length;
  }
}
