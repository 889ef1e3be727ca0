package io.eagleray.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * What is around a pipeline on this machine.
 *
 * @param state the state folder, for caches; absolute
 * @param environment the user's environment variables
 * @param program this program's own files
 */
public record Surroundings(Path state, Map<String, String> environment, ProgramFiles program) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
