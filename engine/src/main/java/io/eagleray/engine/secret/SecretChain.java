package io.eagleray.engine.secret;

import io.eagleray.spi.Secrets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several places to look for secrets; the first that has one wins. */
public final class SecretChain implements Secrets {
  private final List<Secrets> places;

  public SecretChain(List<Secrets> places) {
    if (places.isEmpty()) {
      throw new IllegalArgumentException("secrets must be looked for in at least one place");
    }
    this.places = List.copyOf(places);
  }

  @Override
  public Optional<String> find(String name) {
    return places.stream().flatMap(place -> place.find(name).stream()).findFirst();
  }

  @Override
  public Optional<String> placeOf(String name) {
    return places.stream().flatMap(place -> place.placeOf(name).stream()).findFirst();
  }

  @Override
  public String place() {
    return places.stream().map(Secrets::place).collect(Collectors.joining(", "));
  }
}
