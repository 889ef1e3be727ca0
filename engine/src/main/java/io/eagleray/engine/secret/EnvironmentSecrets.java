package io.eagleray.engine.secret;

import io.eagleray.spi.Secrets;
import java.util.Map;
import java.util.Optional;

/** Secrets among environment variables. An empty variable counts as none. */
public final class EnvironmentSecrets implements Secrets {
  private final Map<String, String> environment;

  /**
   * @param environment {@code System.getenv()}, or another one
   */
  public EnvironmentSecrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public String place() {
    return "the environment";
  }
}
