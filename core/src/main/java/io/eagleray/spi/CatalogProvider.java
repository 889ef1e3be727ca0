package io.eagleray.spi;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A kind of catalog, which a config file chooses by name. Found by {@code ServiceLoader}. */
public interface CatalogProvider {

  /** The words under {@code type}: our own first, then Runnable's for the same. */
  List<String> types();

  /**
   * Reads {@code config}; opens nothing. What is wrong is told to the reader's problems.
   *
   * @param config empty where a config file says nothing
   */
  Source read(MappingReader config, StoreSurroundings surroundings);

  /** A catalog that can be opened. */
  interface Source {

    /**
     * Opens it.
     *
     * @param driven the runs that are driven now, by whatever process
     */
    Catalog open(Clock clock, Supplier<Set<String>> driven);
  }
}
