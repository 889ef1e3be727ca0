package io.eagleray.search.space;

import io.eagleray.search.SearchException;
import java.util.List;

/** A configuration that is not a point of its search space. */
public final class InvalidConfigurationException extends SearchException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigurationException(List<String> problems) {
    super("not a configuration of this search space: " + String.join("; ", problems));
  }
}
