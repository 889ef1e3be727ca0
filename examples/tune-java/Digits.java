import io.eagleray.trial.Trial;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The three steps: prepare the rows, train one model for each trial, evaluate the best one. */
public final class Digits {
  private static final int TREES = 80;
  private static final int HELD_OUT = 360;
  private static final long SHUFFLE = 7;

  private Digits() {}

  /** Rows to learn from, rows to compare trials by, and rows that no trial ever sees. */
  record Split(List<Digit> train, List<Digit> validation, List<Digit> test)
      implements Serializable {}

  /** What the search found, as far as it is of interest here. */
  record Tuned(Best best_trial) {}

  record Best(BoostedTrees model) {}

  record Evaluation(double testAccuracy, Map<String, Integer> mistakes, BoostedTrees model) {}

  public static Map<String, Object> prepare() throws IOException {
    List<Digit> rows =
        new ArrayList<>(Digit.readAll(Digits.class.getResourceAsStream("/digits.csv")));
    Collections.shuffle(rows, new Random(SHUFFLE));
    List<Digit> test = List.copyOf(rows.subList(0, HELD_OUT));
    List<Digit> validation = List.copyOf(rows.subList(HELD_OUT, 2 * HELD_OUT));
    List<Digit> train = List.copyOf(rows.subList(2 * HELD_OUT, rows.size()));
    return Map.of(
        "digits", new Split(train, validation, test),
        "trainRows", train.size(),
        "validationRows", validation.size(),
        "testRows", test.size());
  }

  /** One trial. It reports after every tree, so that a weak one can be stopped early. */
  public static Map<String, Object> train(
      Split digits,
      double learningRate,
      int depth,
      double subsample,
      double features,
      Trial trial) {
    Boosting boosting = new Boosting(digits.train, learningRate, depth, subsample, features);
    ScoredDigits validation = new ScoredDigits(digits.validation);
    for (int tree = 1; tree <= TREES; tree++) {
      validation.add(boosting.addTree());
      trial.report("accuracy", validation.accuracy());
    }
    return Map.of("model", boosting.model());
  }

  /** Scores the best trial's model, and counts what it takes for what. */
  public static Evaluation evaluate(Split digits, Tuned tuned) {
    BoostedTrees model = tuned.best_trial.model;
    Map<String, Integer> mistakes = new TreeMap<>();
    for (Digit digit : digits.test) {
      int answer = model.read(digit);
      if (answer != digit.label()) {
        mistakes.merge(digit.label() + " read as " + answer, 1, Integer::sum);
      }
    }
    return new Evaluation(model.accuracy(digits.test), mistakes, model);
  }
}
