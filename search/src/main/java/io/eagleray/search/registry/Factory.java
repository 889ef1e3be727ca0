package io.eagleray.search.registry;

import java.util.Set;

/**
 * Makes one kind of thing from the arguments of a configuration file.
 *
 * @param <T> what it makes
 */
public interface Factory<T> {

  /** The names it answers to: its own, and those of the Ray Tune classes it stands in for. */
  Set<String> names();

  /**
   * The arguments it takes under a name. Ray Tune's own ones are among them, those without a
   * meaning here included, so that one file serves both.
   *
   * @param name one of {@link #names()}
   */
  Set<String> arguments(String name);

  /**
   * Makes it.
   *
   * @param name one of {@link #names()}
   * @throws io.eagleray.search.SearchException if an argument breaks a rule
   */
  T create(String name, Arguments arguments);
}
