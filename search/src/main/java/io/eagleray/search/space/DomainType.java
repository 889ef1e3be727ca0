package io.eagleray.search.space;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The kinds of domains by the words and argument names that configuration files use. */
public enum DomainType {
  UNIFORM("uniform", List.of("low", "high"), a -> new Uniform(a.real("low"), a.real("high"))),
  QUNIFORM(
      "quniform",
      List.of("low", "high", "q"),
      a -> new QUniform(a.real("low"), a.real("high"), a.real("q"))),
  LOGUNIFORM(
      "loguniform", List.of("low", "high"), a -> new LogUniform(a.real("low"), a.real("high"))),
  QLOGUNIFORM(
      "qloguniform",
      List.of("low", "high", "q"),
      a -> new QLogUniform(a.real("low"), a.real("high"), a.real("q"))),
  RANDN("randn", List.of("mean", "sd"), a -> new Normal(a.real("mean"), a.real("sd"))),
  QRANDN(
      "qrandn",
      List.of("mean", "sd", "q"),
      a -> new QNormal(a.real("mean"), a.real("sd"), a.real("q"))),
  RANDINT("randint", List.of("low", "high"), a -> new RandInt(a.whole("low"), a.whole("high"))),
  QRANDINT(
      "qrandint",
      List.of("low", "high", "q"),
      a -> new QRandInt(a.whole("low"), a.whole("high"), a.whole("q"))),
  LOGRANDINT(
      "lograndint", List.of("low", "high"), a -> new LogRandInt(a.whole("low"), a.whole("high"))),
  QLOGRANDINT(
      "qlograndint",
      List.of("low", "high", "q"),
      a -> new QLogRandInt(a.whole("low"), a.whole("high"), a.whole("q"))),
  CHOICE("choice", List.of("values"), a -> new Choice(a.list("values"))),
  ORDINAL("ordinal", List.of("values"), a -> new Ordinal(a.list("values"))),
  GRID_SEARCH("grid_search", List.of("values"), a -> new GridSearch(a.list("values"))),
  CONSTANT("constant", List.of("value"), a -> new Constant(a.any("value")));

  private final String word;
  private final List<String> arguments;
  private final Function<Given, Domain> maker;

  DomainType(String word, List<String> arguments, Function<Given, Domain> maker) {
    this.word = word;
    this.arguments = arguments;
    this.maker = maker;
  }

  /** The type of this name, such as {@code loguniform}. */
  public static Optional<DomainType> named(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** All names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(type -> type.word).toList();
  }

  /** Its name in configuration files. */
  public String word() {
    return word;
  }

  /** The arguments it needs, all of them. */
  public List<String> arguments() {
    return arguments;
  }

  /**
   * Makes a domain.
   *
   * @param given the arguments by name
   * @throws InvalidSpaceException if one is missing, unknown, of the wrong type, or breaks a rule
   */
  public Domain create(Map<String, ?> given) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(arguments);
    Rules.check(
        unknown.isEmpty(),
        word,
        "takes " + String.join(", ", arguments),
        String.join(", ", unknown));
    return maker.apply(new Given(word, given));
  }

  private record Given(String word, Map<String, ?> values) {
    Object any(String name) {
      Object value = values.get(name);
      if (value == null) {
        throw new InvalidSpaceException(word + ": " + name + " is missing");
      }
      return value;
    }

    double real(String name) {
      if (any(name) instanceof Number number) {
        return number.doubleValue();
      }
      throw new InvalidSpaceException(word + ": " + name + " must be a number, got " + any(name));
    }

    long whole(String name) {
      double value = real(name);
      Rules.check(
          value == Math.rint(value) && Math.abs(value) <= Rules.EXACT,
          word,
          name + " must be a whole number within 2^53 of zero",
          any(name));
      return (long) value;
    }

    List<Object> list(String name) {
      if (any(name) instanceof List<?> list) {
        return List.copyOf(list);
      }
      throw new InvalidSpaceException(word + ": " + name + " must be a list, got " + any(name));
    }
  }
}
