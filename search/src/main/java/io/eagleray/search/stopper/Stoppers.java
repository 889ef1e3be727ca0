package io.eagleray.search.stopper;

import io.eagleray.search.registry.Registry;
import java.util.ServiceLoader;
import java.util.Set;

/** All stoppers on the class path, by name. */
public final class Stoppers {
  private static final Set<String> FOREIGN = Set.of("FunctionStopper");

  private Stoppers() {}

  /** The stoppers that can be loaded now. */
  public static Registry<Stopper> registry() {
    return new Registry<>(ServiceLoader.load(StopperFactory.class), FOREIGN);
  }
}
