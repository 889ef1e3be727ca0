package io.eagleray.engine;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names for runs that are easy to say: {@code calm-otter-0914}. */
final class RunNames {
  private static final List<String> ADJECTIVES =
      List.of(
          "amber", "bold", "brave", "bright", "brisk", "calm", "clear", "clever", "cool", "crisp",
          "deft", "eager", "early", "fair", "fleet", "fresh", "gentle", "glad", "golden", "grand",
          "green", "happy", "hardy", "keen", "kind", "light", "lively", "lucky", "merry", "mild",
          "neat", "noble", "proud", "quick", "quiet", "rapid", "ready", "sharp", "silver", "smart",
          "snowy", "solid", "spry", "steady", "still", "sunny", "swift", "warm", "wise", "witty");
  private static final List<String> ANIMALS =
      List.of(
          "badger", "beaver", "bison", "bream", "crane", "curlew", "dolphin", "dove", "eagle",
          "egret", "elk", "falcon", "ferret", "finch", "fox", "gannet", "gecko", "goose", "hare",
          "hawk", "heron", "hoopoe", "ibex", "jackdaw", "kestrel", "kite", "lark", "lynx", "marten",
          "mole", "newt", "orca", "osprey", "otter", "owl", "panda", "petrel", "plover", "puffin",
          "raven", "ray", "robin", "salmon", "seal", "shrew", "stork", "swan", "tern", "wren",
          "yak");

  private RunNames() {}

  /** A name; runs of the same minute differ by the words, most of the time. */
  static String next(RandomGenerator random, LocalTime time) {
    return String.format(
        Locale.ROOT,
        "%s-%s-%02d%02d",
        ADJECTIVES.get(random.nextInt(ADJECTIVES.size())),
        ANIMALS.get(random.nextInt(ANIMALS.size())),
        time.getHour(),
        time.getMinute());
  }
}
