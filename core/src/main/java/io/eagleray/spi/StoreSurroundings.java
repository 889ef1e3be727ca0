package io.eagleray.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a store or a catalog is opened in.
 *
 * @param state the state folder; absolute
 * @param directory the working directory, which relative paths of a config file start from;
 *     absolute
 * @param environment the user's environment variables
 * @param survivesPowerLoss whether an event must survive the loss of power too, not only the end of
 *     every process
 */
public record StoreSurroundings(
    Path state, Path directory, Map<String, String> environment, boolean survivesPowerLoss) {
  public StoreSurroundings {
    environment = Map.copyOf(environment);
  }
}
