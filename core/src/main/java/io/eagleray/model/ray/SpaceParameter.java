package io.eagleray.model.ray;

import io.eagleray.json.Json;
import io.eagleray.problem.Location;
import java.util.List;
import java.util.Optional;

/**
 * One searched parameter.
 *
 * @param name the key in a trial's configuration; of a nested space the keys joined by dots
 * @param when active only while another parameter has one of some values
 */
public record SpaceParameter(String name, Domain domain, Optional<When> when, Location at) {

  /** The condition of a parameter: its parent, and the values at which it is active. */
  public record When(String parameter, List<Json> values) {
    public When {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a condition must name at least one value");
      }
    }
  }

  /** What values a parameter takes. */
  public sealed interface Domain {
    /**
     * A range of numbers.
     *
     * @param low the least value
     * @param high the greatest; for integers exclusive, unless there is a step
     * @param log whether equal factors are equally likely
     * @param step values are multiples of it; 0 for none
     * @param integer whether values are whole numbers
     */
    record Range(double low, double high, boolean log, double step, boolean integer)
        implements Domain {}

    /** A normal distribution; values are multiples of {@code step} unless it is 0. */
    record Normal(double mean, double deviation, double step) implements Domain {}

    /** Some values, in no order, or in the order of their size where {@code ordered}. */
    record Choice(List<Json> values, boolean ordered) implements Domain {
      public Choice {
        values = List.copyOf(values);
      }
    }

    /** Every value is tried, with every sample of the rest. */
    record Grid(List<Json> values) implements Domain {
      public Grid {
        values = List.copyOf(values);
      }
    }

    /** One value. */
    record Constant(Json value) implements Domain {}
  }
}
