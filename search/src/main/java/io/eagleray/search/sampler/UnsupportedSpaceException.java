package io.eagleray.search.sampler;

import io.eagleray.search.SearchException;
import io.eagleray.search.space.SearchSpace;

/** A sampler cannot work in a search space; the message names the parameter and what would do. */
public final class UnsupportedSpaceException extends SearchException {
  private static final long serialVersionUID = 1L;

  public UnsupportedSpaceException(String message) {
    super(message);
  }

  /**
   * Refuses spaces with {@code grid_search} parameters, for a sampler that draws from ranges.
   *
   * @param sampler its name, for the message
   */
  public static void requireNoGrid(String sampler, SearchSpace space) {
    if (space.hasGrid()) {
      throw new UnsupportedSpaceException(
          sampler
              + " cannot run through grid_search parameters; use choice, or a random or grid"
              + " sampler");
    }
  }
}
