package io.eagleray.search.registry;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known about a name.
 *
 * @param <T> what the name would stand for
 */
public sealed interface Lookup<T> {

  /** The name can be used. */
  record Found<T>(String name, Factory<T> factory) implements Lookup<T> {

    /** The arguments it takes. */
    public Set<String> arguments() {
      return factory.arguments(name);
    }

    /**
     * Makes it.
     *
     * @throws io.eagleray.search.SearchException if an argument is unknown or breaks a rule
     */
    public T create(Map<String, Object> arguments) {
      for (String argument : arguments.keySet()) {
        if (!arguments().contains(argument)) {
          throw new InvalidArgumentException(
              argument,
              String.format(
                  "%s has no argument \"%s\" (it has: %s)",
                  name, argument, String.join(", ", new TreeSet<>(arguments()))));
        }
      }
      return factory.create(name, new Arguments(arguments));
    }
  }

  /** Ray Tune has something of this name, but nothing native answers to it yet. */
  record NotNative<T>(String name) implements Lookup<T> {}

  /** Nobody knows the name; {@code known} are those that would do. */
  record Unknown<T>(String name, Set<String> known) implements Lookup<T> {}
}
