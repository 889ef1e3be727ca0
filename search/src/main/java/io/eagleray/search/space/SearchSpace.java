package io.eagleray.search.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * An ordered list of parameters, parents before children. Nested spaces are flat here: what exists
 * only under a choice carries a {@link Condition} on it.
 *
 * <p>A space maps configurations to points of the unit cube, one coordinate for each parameter; the
 * coordinate of an inactive parameter is NaN.
 */
public final class SearchSpace {
  private final List<Parameter> parameters;
  private final Map<String, Integer> indexByName = new LinkedHashMap<>();
  private final int[] parents;

  private SearchSpace(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    this.parents = new int[parameters.size()];
    Arrays.fill(parents, -1);
    for (int i = 0; i < parents.length; i++) {
      Parameter parameter = parameters.get(i);
      if (indexByName.putIfAbsent(parameter.name(), i) != null) {
        throw new InvalidSpaceException("the parameter \"" + parameter.name() + "\" comes twice");
      }
      if (parameter.condition().isPresent()) {
        parents[i] = parentOf(parameter, parameter.condition().get());
      }
    }
  }

  /** A space with these parameters. */
  public static SearchSpace of(List<Parameter> parameters) {
    return new SearchSpace(parameters);
  }

  /** Starts an empty space. */
  public static SpaceBuilder builder() {
    return new SpaceBuilder();
  }

  private int parentOf(Parameter parameter, Condition condition) {
    Integer parent = indexByName.get(condition.parent());
    if (parent == null || condition.parent().equals(parameter.name())) {
      throw new ParentFaults(parameters).of(parameter, condition);
    }
    Domain domain = parameters.get(parent).domain();
    for (Object value : condition.values()) {
      if (!domain.contains(value)) {
        throw new InvalidSpaceException(
            String.format(
                "\"%s\" depends on \"%s\" being %s, which it never is: it is %s",
                parameter.name(), condition.parent(), value, domain.rule()));
      }
    }
    return parent;
  }

  /** The parameters in order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The number of parameters, inactive ones included. */
  public int size() {
    return parameters.size();
  }

  /** The place of a parameter in {@link #parameters()}, or -1. */
  public int indexOf(String name) {
    return indexByName.getOrDefault(name, -1);
  }

  /** The place of the parameter on which number {@code index} depends, or -1. */
  public int parentOf(int index) {
    return parents[index];
  }

  /** Whether any parameter is of the kind {@code grid_search}. */
  public boolean hasGrid() {
    return parameters.stream().anyMatch(parameter -> parameter.domain() instanceof GridSearch);
  }

  /** The number of combinations of the {@code grid_search} parameters; 1 if there are none. */
  public long gridSize() {
    return Combinations.ofGridSearch(this).count();
  }

  /** Whether any parameter depends on another one. */
  public boolean isConditional() {
    return Arrays.stream(parents).anyMatch(parent -> parent >= 0);
  }

  /**
   * An upper bound of the number of different configurations: the product over all parameters, as
   * if each were active. Empty when it is infinite or beyond 2^63.
   */
  public OptionalLong cardinality() {
    double product = 1;
    for (Parameter parameter : parameters) {
      OptionalLong count = parameter.domain().cardinality();
      if (count.isEmpty()) {
        return OptionalLong.empty();
      }
      product *= count.getAsLong();
    }
    return product < Long.MAX_VALUE ? OptionalLong.of((long) product) : OptionalLong.empty();
  }

  /** Whether parameter number {@code index} exists, given the values of those before it. */
  public boolean isActive(int index, Map<String, ?> values) {
    if (parents[index] < 0) {
      return true;
    }
    Condition condition = parameters.get(index).condition().orElseThrow();
    Object parentValue = values.get(condition.parent());
    return parentValue != null && condition.holdsFor(parentValue);
  }

  /** A draw from the space's own distribution. */
  public Configuration sample(RandomGenerator random) {
    return complete(Map.of(), random);
  }

  /**
   * Fills up a partial configuration: the values given stay where they are active, the others are
   * drawn.
   *
   * @throws InvalidConfigurationException if a given value is outside its domain or has no
   *     parameter
   */
  public Configuration complete(Map<String, ?> partial, RandomGenerator random) {
    List<String> problems = unknownNames(partial);
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < parents.length; i++) {
      Parameter parameter = parameters.get(i);
      // Drawn whether needed or not, so that one given value does not shift all the others.
      double unit = random.nextDouble();
      if (!isActive(i, values)) {
        continue;
      }
      Object given = partial.get(parameter.name());
      if (given == null) {
        values.put(parameter.name(), parameter.domain().fromUnit(unit));
      } else if (parameter.domain().contains(given)) {
        values.put(parameter.name(), parameter.domain().canonical(given));
      } else {
        problems.add(outside(parameter, given));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    return Configuration.of(values);
  }

  /**
   * The configuration at a point of the unit cube; coordinates of inactive parameters are not read.
   */
  public Configuration fromUnit(double[] point) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < parents.length; i++) {
      if (isActive(i, values)) {
        Parameter parameter = parameters.get(i);
        values.put(parameter.name(), parameter.domain().fromUnit(point[i]));
      }
    }
    return Configuration.of(values);
  }

  /**
   * The point of the unit cube where a configuration lies: middles of cells, NaN where inactive.
   */
  public double[] toUnit(Configuration configuration) {
    double[] point = new double[parents.length];
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = parameters.get(i);
      Object value = configuration.asMap().get(parameter.name());
      point[i] = value == null ? Double.NaN : parameter.domain().toUnit(value);
    }
    return point;
  }

  /**
   * Everything that keeps {@code values} from being a configuration of this space; empty if it is
   * one.
   */
  public List<String> problems(Map<String, ?> values) {
    List<String> problems = unknownNames(values);
    for (int i = 0; i < parents.length; i++) {
      Parameter parameter = parameters.get(i);
      Object value = values.get(parameter.name());
      if (!isActive(i, values)) {
        if (value != null) {
          problems.add(
              "\""
                  + parameter.name()
                  + "\" does not exist here: it depends on "
                  + parameter.condition().map(Condition::toString).orElse(""));
        }
      } else if (value == null) {
        problems.add("\"" + parameter.name() + "\" is missing");
      } else if (!parameter.domain().contains(value)) {
        problems.add(outside(parameter, value));
      }
    }
    return Collections.unmodifiableList(problems);
  }

  /** Whether a configuration is a point of this space. */
  public boolean contains(Configuration configuration) {
    return problems(configuration.asMap()).isEmpty();
  }

  /**
   * The configuration with each value as its domain writes it.
   *
   * @throws InvalidConfigurationException if it is not a point of this space
   */
  public Configuration validate(Map<String, ?> values) {
    List<String> problems = problems(values);
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    Map<String, Object> canonical = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Object value = values.get(parameter.name());
      if (value != null) {
        canonical.put(parameter.name(), parameter.domain().canonical(value));
      }
    }
    return Configuration.of(canonical);
  }

  private List<String> unknownNames(Map<String, ?> values) {
    List<String> problems = new ArrayList<>();
    for (String name : values.keySet()) {
      if (!indexByName.containsKey(name)) {
        problems.add(
            "there is no parameter \"" + name + "\" (there are: " + indexByName.keySet() + ")");
      }
    }
    return problems;
  }

  private static String outside(Parameter parameter, Object value) {
    return "\"" + parameter.name() + "\" must be " + parameter.domain().rule() + ", got " + value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SearchSpace that && parameters.equals(that.parameters);
  }

  @Override
  public int hashCode() {
    return parameters.hashCode();
  }

  @Override
  public String toString() {
    return "SearchSpace" + parameters;
  }
}
