package io.eagleray.spi;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Bytes;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Typed reading of one mapping of a file. A wrong value is told to the problems and read as absent;
 * keys that are never read are unknown, which is told when the whole file has been read.
 */
public interface MappingReader {
  /** Where the mapping begins. */
  Location at();

  /** Where a key stands; the mapping where there is no such key. */
  Location keyAt(String key);

  /** Where a key's value stands; the mapping where there is no such key. */
  Location valueAt(String key);

  /** The keys in the order of the file. Asking for them does not read them. */
  Set<String> keys();

  /** Whether there is such a key. Counts as reading it. */
  boolean has(String key);

  /** The text under a key; a number or boolean is no text. */
  Optional<String> text(String key);

  /** The integer under a key. */
  OptionalLong integer(String key);

  /** The integer under a key, which must not be below {@code least}. */
  OptionalLong integer(String key, long least);

  /** The finite number under a key, integers too. */
  OptionalDouble number(String key);

  Optional<Boolean> bool(String key);

  /** The duration under a key: {@code 500ms}, {@code 2s}, {@code 1h30m}, or a number of seconds. */
  Optional<Duration> duration(String key);

  /** The size under a key: {@code 4000000000}, {@code "16GB"}, {@code "16GiB"}. */
  Optional<Bytes> bytes(String key);

  /** The list of texts under a key; empty where there is none. */
  List<String> texts(String key);

  /** The list of texts under a key; a text alone is a list of one. */
  List<String> textOrTexts(String key);

  /** The word under a key: an enum's name in lower case. */
  <E extends Enum<E>> Optional<E> word(String key, Class<E> words);

  /** The list under a key, whatever its items are; empty where there is none. */
  List<Item> items(String key);

  /** The mapping under a key. */
  Optional<MappingReader> mapping(String key);

  /** The value under a key, whatever it is. */
  Optional<Json> json(String key);

  /** Everything in this mapping as JSON. Counts as reading all keys. */
  JsonObject json();

  /** What a key is called in messages: {@code timeout of step "train"}. */
  String label(String key);

  /**
   * Tells that a key's value is wrong: <i>label</i> must be <i>rule</i>, not <i>value</i>.
   *
   * @param rule what would be right: {@code 1 or more}
   */
  void reject(String key, String rule);

  Problems problems();

  /** Where it is told what is wrong with a key's value. */
  Problems problems(String key);

  /**
   * An item of a list.
   *
   * @param label what it is called in messages
   * @param mapping a reader of it, where it is a mapping
   */
  record Item(String label, Location at, Json value, Optional<MappingReader> mapping) {}
}
