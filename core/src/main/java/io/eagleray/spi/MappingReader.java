package io.eagleray.spi;

import io.eagleray.json.JsonObject;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.util.Optional;

/**
 * Typed reading of one mapping of a file. A wrong value is told to the problems and read as absent;
 * keys that are never read are unknown.
 */
public interface MappingReader {
  /** Where the mapping begins. */
  Location at();

  /** Where a key stands; the mapping where there is no such key. */
  Location keyAt(String key);

  /** Where a key's value stands; the mapping where there is no such key. */
  Location valueAt(String key);

  boolean has(String key);

  /** The text under a key; a number or boolean is no text. */
  Optional<String> text(String key);

  /** The mapping under a key. */
  Optional<MappingReader> mapping(String key);

  /** Everything in this mapping as JSON. Counts as reading all keys. */
  JsonObject json();

  Problems problems();
}
