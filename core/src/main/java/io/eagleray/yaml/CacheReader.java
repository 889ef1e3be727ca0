package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.model.CacheRule;
import io.eagleray.problem.Nearest;
import io.eagleray.spi.MappingReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code cache}. */
final class CacheReader {
  private static final String CACHE = "cache";
  private static final String KEY = "key";
  private static final String EXPIRES = "expires";
  private static final List<String> PARTS =
      Arrays.stream(CacheRule.Part.values())
          .map(part -> part.name().toLowerCase(Locale.ROOT))
          .toList();

  private CacheReader() {}

  /** Reads it from a step's mapping; empty where there is none, or where it is wrong. */
  static Optional<CacheRule> read(YamlMapping step) {
    Optional<Json> written = step.json(CACHE);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    if (written.get() instanceof JsonBool bool) {
      return Optional.of(
              new CacheRule(
                  EnumSet.allOf(CacheRule.Part.class),
                  List.of(),
                  Optional.empty(),
                  step.valueAt(CACHE)))
          .filter(any -> bool.value());
    }
    if (step.node().entries().get(CACHE) instanceof Located.Entry entry
        && entry.value() instanceof Located.Mapping) {
      return step.mapping(CACHE).map(CacheReader::rule);
    }
    step.reject(CACHE, "true, false, or a mapping such as {key: [inputs, code], expires: 7d}");
    return Optional.empty();
  }

  private static CacheRule rule(MappingReader cache) {
    Optional<Duration> expires = cache.duration(EXPIRES);
    if (expires.isPresent() && expires.get().isZero()) {
      cache.reject(EXPIRES, "longer than nothing");
    }
    return new CacheRule(key(cache), cache.textOrTexts("files"), expires, cache.at());
  }

  private static Set<CacheRule.Part> key(MappingReader cache) {
    if (!cache.has(KEY)) {
      return EnumSet.allOf(CacheRule.Part.class);
    }
    Set<CacheRule.Part> parts = EnumSet.noneOf(CacheRule.Part.class);
    List<String> words = cache.textOrTexts(KEY);
    if (words.isEmpty()) {
      cache.reject(KEY, "inputs, code, or both");
    }
    for (String word : words) {
      if (PARTS.contains(word)) {
        parts.add(CacheRule.Part.valueOf(word.toUpperCase(Locale.ROOT)));
      } else {
        cache
            .problems(KEY)
            .error(
                cache.valueAt(KEY),
                cache.label(KEY)
                    + " must be a list of inputs and code, not \""
                    + word
                    + "\""
                    + Nearest.hint(word, PARTS));
      }
    }
    return parts;
  }
}
