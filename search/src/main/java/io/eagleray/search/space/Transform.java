package io.eagleray.search.space;

/** A monotone map of numbers onto the line in which equal distances count the same. */
public sealed interface Transform {

  /** From a value to its place. */
  double forward(double value);

  /** From a place back to the value. */
  double backward(double place);

  /** Values as they are. */
  record Linear() implements Transform {
    @Override
    public double forward(double value) {
      return value;
    }

    @Override
    public double backward(double place) {
      return place;
    }
  }

  /** Natural logarithms: equal ratios count the same. */
  record Log() implements Transform {
    @Override
    public double forward(double value) {
      return Math.log(value);
    }

    @Override
    public double backward(double place) {
      return Math.exp(place);
    }
  }

  /** The distribution function of a normal distribution: equal probabilities count the same. */
  record Bell(double mean, double deviation) implements Transform {
    /** The outermost place that maps back to a finite value. */
    private static final double RIM = 1e-15;

    @Override
    public double forward(double value) {
      return Gaussian.cdf((value - mean) / deviation);
    }

    @Override
    public double backward(double place) {
      return mean + deviation * Gaussian.quantile(Math.min(1 - RIM, Math.max(RIM, place)));
    }
  }
}
