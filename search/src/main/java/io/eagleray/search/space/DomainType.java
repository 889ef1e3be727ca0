package io.eagleray.search.space;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of domains by the words and argument names that configuration files use. */
public enum DomainType {
  UNIFORM("uniform", "low high"),
  QUNIFORM("quniform", "low high q"),
  LOGUNIFORM("loguniform", "low high"),
  QLOGUNIFORM("qloguniform", "low high q"),
  RANDN("randn", "mean sd"),
  QRANDN("qrandn", "mean sd q"),
  RANDINT("randint", "low high"),
  QRANDINT("qrandint", "low high q"),
  LOGRANDINT("lograndint", "low high"),
  QLOGRANDINT("qlograndint", "low high q"),
  CHOICE("choice", "values"),
  ORDINAL("ordinal", "values"),
  GRID_SEARCH("grid_search", "values"),
  CONSTANT("constant", "value");

  private final String word;
  private final String arguments;

  DomainType(String word, String arguments) {
    this.word = word;
    this.arguments = arguments;
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
    return List.of(arguments.split(" "));
  }

  /**
   * Makes a domain.
   *
   * @param given the arguments by name
   * @throws InvalidSpaceException if one is missing, unknown, of the wrong type, or breaks a rule
   */
  public Domain create(Map<String, ?> given) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(arguments());
    Rules.check(
        unknown.isEmpty(),
        word,
        "takes " + String.join(", ", arguments()),
        String.join(", ", unknown));
    Given a = new Given(word, given);
    return switch (this) {
      case UNIFORM -> new Uniform(a.real("low"), a.real("high"));
      case QUNIFORM -> new QUniform(a.real("low"), a.real("high"), a.real("q"));
      case LOGUNIFORM -> new LogUniform(a.real("low"), a.real("high"));
      case QLOGUNIFORM -> new QLogUniform(a.real("low"), a.real("high"), a.real("q"));
      case RANDN -> new Normal(a.real("mean"), a.real("sd"));
      case QRANDN -> new QNormal(a.real("mean"), a.real("sd"), a.real("q"));
      case RANDINT -> new RandInt(a.whole("low"), a.whole("high"));
      case QRANDINT -> new QRandInt(a.whole("low"), a.whole("high"), a.whole("q"));
      case LOGRANDINT -> new LogRandInt(a.whole("low"), a.whole("high"));
      case QLOGRANDINT -> new QLogRandInt(a.whole("low"), a.whole("high"), a.whole("q"));
      case CHOICE -> new Choice(a.list("values"));
      case ORDINAL -> new Ordinal(a.list("values"));
      case GRID_SEARCH -> new GridSearch(a.list("values"));
      case CONSTANT -> new Constant(a.any("value"));
    };
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
