package io.eagleray.engine.secret;

import io.eagleray.spi.Secrets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets of one run: it remembers each that was found for a step, since the processes of all
 * steps inherit the engine's environment, and any of them may print what another one named.
 * Thread-safe.
 */
public final class RunSecrets implements Secrets {
  private final Secrets places;
  private final Set<String> values = ConcurrentHashMap.newKeySet();

  public RunSecrets(Secrets places) {
    this.places = places;
  }

  @Override
  public Optional<String> find(String name) {
    Optional<String> value = places.find(name);
    value.ifPresent(values::add);
    return value;
  }

  @Override
  public Optional<String> placeOf(String name) {
    return places.placeOf(name);
  }

  @Override
  public String place() {
    return places.place();
  }

  /** The values that were found until now. */
  public Set<String> values() {
    return Set.copyOf(values);
  }
}
