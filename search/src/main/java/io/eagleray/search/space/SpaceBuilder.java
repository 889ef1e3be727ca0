package io.eagleray.search.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a {@link SearchSpace} parameter by parameter. {@link #when} makes the parameter added last
 * conditional.
 *
 * <pre>{@code
 * SearchSpace.builder()
 *     .logUniform("learning_rate", 1e-4, 1e-1)
 *     .choice("optimizer", "sgd", "adam")
 *     .uniform("momentum", 0, 0.99).when("optimizer", "sgd")
 *     .build();
 * }</pre>
 */
public final class SpaceBuilder {
  private final List<Parameter> parameters = new ArrayList<>();

  SpaceBuilder() {}

  /** See {@link Uniform}. */
  public SpaceBuilder uniform(String name, double low, double high) {
    return add(name, new Uniform(low, high));
  }

  /** See {@link QUniform}. */
  public SpaceBuilder qUniform(String name, double low, double high, double q) {
    return add(name, new QUniform(low, high, q));
  }

  /** See {@link LogUniform}. */
  public SpaceBuilder logUniform(String name, double low, double high) {
    return add(name, new LogUniform(low, high));
  }

  /** See {@link QLogUniform}. */
  public SpaceBuilder qLogUniform(String name, double low, double high, double q) {
    return add(name, new QLogUniform(low, high, q));
  }

  /** See {@link Normal}. */
  public SpaceBuilder normal(String name, double mean, double sd) {
    return add(name, new Normal(mean, sd));
  }

  /** See {@link QNormal}. */
  public SpaceBuilder qNormal(String name, double mean, double sd, double q) {
    return add(name, new QNormal(mean, sd, q));
  }

  /** See {@link RandInt}: {@code high} is exclusive. */
  public SpaceBuilder randInt(String name, long low, long high) {
    return add(name, new RandInt(low, high));
  }

  /** See {@link QRandInt}: {@code high} is inclusive. */
  public SpaceBuilder qRandInt(String name, long low, long high, long q) {
    return add(name, new QRandInt(low, high, q));
  }

  /** See {@link LogRandInt}: {@code high} is exclusive. */
  public SpaceBuilder logRandInt(String name, long low, long high) {
    return add(name, new LogRandInt(low, high));
  }

  /** See {@link QLogRandInt}: {@code high} is inclusive. */
  public SpaceBuilder qLogRandInt(String name, long low, long high, long q) {
    return add(name, new QLogRandInt(low, high, q));
  }

  /** See {@link Choice}. */
  public SpaceBuilder choice(String name, Object... values) {
    return add(name, Choice.of(values));
  }

  /** See {@link Ordinal}. */
  public SpaceBuilder ordinal(String name, Object... values) {
    return add(name, Ordinal.of(values));
  }

  /** See {@link GridSearch}. */
  public SpaceBuilder gridSearch(String name, Object... values) {
    return add(name, GridSearch.of(values));
  }

  /** See {@link Constant}. */
  public SpaceBuilder constant(String name, Object value) {
    return add(name, new Constant(value));
  }

  /** Adds a parameter with any domain. */
  public SpaceBuilder add(String name, Domain domain) {
    return add(Parameter.of(name, domain));
  }

  /** Adds a parameter. */
  public SpaceBuilder add(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  /**
   * Makes the parameter added last exist only where {@code parent} has one of these values.
   *
   * @throws InvalidSpaceException if no parameter was added yet
   */
  public SpaceBuilder when(String parent, Object... values) {
    if (parameters.isEmpty()) {
      throw new InvalidSpaceException(
          "when(\"" + parent + "\") must follow the parameter it is for");
    }
    Condition condition = new Condition(parent, List.of(values));
    parameters.add(parameters.removeLast().when(condition));
    return this;
  }

  /**
   * The finished space.
   *
   * @throws InvalidSpaceException if names repeat or a condition's parent does not come before it
   */
  public SearchSpace build() {
    return SearchSpace.of(parameters);
  }
}
