package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonBool;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.model.Bytes;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.spi.MappingReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads a located mapping, and remembers which keys were asked for. */
final class YamlMapping implements MappingReader {
  /** Below it a {@code double} holds every integer. */
  private static final double EXACT = 0x1p53;

  private final Located.Mapping node;
  private final Label label;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Map<String, YamlMapping> children = new LinkedHashMap<>();
  private boolean whole;

  YamlMapping(Located.Mapping node, Label label, Problems problems) {
    this.node = node;
    this.label = label;
    this.problems = problems;
  }

  /** Tells the keys that nobody asked for, here and in the mappings that were read. */
  void finish() {
    if (!whole) {
      node.entries()
          .forEach((key, entry) -> {
            if (!asked.contains(key)) {
              problems(Nearest.to(key, asked).orElse(key))
                  .error(
                      entry.keyAt(),
                      "unknown key \"" + key + "\"" + label.inside() + Nearest.hint(key, asked));
            }
          });
    }
    children.values().forEach(YamlMapping::finish);
  }

  /** Counts a key as known. */
  void accept(String key) {
    asked.add(key);
  }

  /** Counts all keys as known. */
  void acceptAll() {
    whole = true;
  }

  Located.Mapping node() {
    return node;
  }

  Optional<Located> located(String key) {
    asked.add(key);
    return Optional.ofNullable(node.entries().get(key)).map(Located.Entry::value);
  }

  Label labelOf(String key) {
    return label.child(key);
  }

  @Override
  public Location at() {
    return node.at();
  }

  @Override
  public Location keyAt(String key) {
    Located.Entry entry = node.entries().get(key);
    return entry == null ? node.at() : entry.keyAt();
  }

  @Override
  public Location valueAt(String key) {
    Located.Entry entry = node.entries().get(key);
    return entry == null ? node.at() : entry.value().at();
  }

  @Override
  public Set<String> keys() {
    return node.entries().keySet();
  }

  @Override
  public boolean has(String key) {
    return located(key).isPresent();
  }

  @Override
  public Optional<String> text(String key) {
    return read(key, "text", YamlMapping::text);
  }

  private static Optional<String> text(Located value) {
    if (!(value instanceof Located.Scalar scalar)) {
      return Optional.empty();
    }
    return scalar.value() instanceof JsonText text
        ? Optional.of(text.value())
        : scalar.filled().map(Located.Filled::text);
  }

  @Override
  public OptionalLong integer(String key) {
    return integer(key, Long.MIN_VALUE, "an integer");
  }

  @Override
  public OptionalLong integer(String key, long least) {
    return integer(key, least, "an integer, " + least + " or more");
  }

  private OptionalLong integer(String key, long least, String rule) {
    return read(key, rule, value -> integer(value).filter(integer -> integer >= least))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** An integer, also where it is written as 3.0 or 1e3. */
  private static Optional<Long> integer(Located value) {
    return finite(value)
        .filter(number ->
            number.value() instanceof Long
                || number.asDouble() == Math.rint(number.asDouble())
                    && Math.abs(number.asDouble()) < EXACT)
        .map(JsonNumber::asLong);
  }

  @Override
  public OptionalDouble number(String key) {
    return read(key, "a number", YamlMapping::finite)
        .map(number -> OptionalDouble.of(number.asDouble()))
        .orElse(OptionalDouble.empty());
  }

  private static Optional<JsonNumber> finite(Located value) {
    return value instanceof Located.Scalar scalar
            && scalar.value() instanceof JsonNumber number
            && Double.isFinite(number.asDouble())
        ? Optional.of(number)
        : Optional.empty();
  }

  @Override
  public Optional<Boolean> bool(String key) {
    return read(
        key,
        "true or false",
        value ->
            value instanceof Located.Scalar scalar && scalar.value() instanceof JsonBool bool
                ? Optional.of(bool.value())
                : Optional.empty());
  }

  @Override
  public Optional<Duration> duration(String key) {
    return read(
        key, "a duration (500ms, 2s, 1m, 2h, 7d)", value -> scalarText(value, DurationText::parse));
  }

  @Override
  public Optional<Bytes> bytes(String key) {
    return read(key, "a size (4000000000, 16GB, 16GiB)", value -> scalarText(value, Bytes::parse));
  }

  /** Parses a text or a number. */
  private static <T> Optional<T> scalarText(Located value, Function<String, Optional<T>> parse) {
    if (value instanceof Located.Scalar scalar) {
      return switch (scalar.value()) {
        case JsonText text -> parse.apply(text.value());
        case JsonNumber number -> finite(value).flatMap(finite -> parse.apply(plain(number)));
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private static String plain(JsonNumber number) {
    return number.isInteger()
        ? number.value().toString()
        : new java.math.BigDecimal(number.value().toString()).toPlainString();
  }

  @Override
  public List<String> texts(String key) {
    return read(key, "a list of texts", YamlMapping::sequence)
        .map(sequence -> texts(key, sequence))
        .orElse(List.of());
  }

  @Override
  public List<String> textOrTexts(String key) {
    Optional<String> alone = located(key).flatMap(YamlMapping::text);
    return alone
        .map(List::of)
        .or(() ->
            read(key, "text or a list of texts", YamlMapping::sequence)
                .map(sequence -> texts(key, sequence)))
        .orElse(List.of());
  }

  private static Optional<Located.Sequence> sequence(Located value) {
    return value instanceof Located.Sequence sequence ? Optional.of(sequence) : Optional.empty();
  }

  private List<String> texts(String key, Located.Sequence sequence) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Located item = sequence.items().get(i);
      Optional<String> text = text(item);
      text.ifPresent(texts::add);
      if (text.isEmpty()) {
        String name = label.child(key).item(i).text();
        problems(key)
            .error(item.at(), name + " must be text, not " + Values.shown(Optional.of(item)));
      }
    }
    return texts;
  }

  @Override
  public <E extends Enum<E>> Optional<E> word(String key, Class<E> words) {
    Map<String, E> known = new TreeMap<>();
    for (E constant : words.getEnumConstants()) {
      known.put(constant.name().toLowerCase(java.util.Locale.ROOT), constant);
    }
    Optional<String> text = text(key);
    Optional<E> word = text.flatMap(name -> Optional.ofNullable(known.get(name)));
    if (text.isPresent() && word.isEmpty()) {
      problems(key)
          .error(
              valueAt(key),
              mustBe(key, String.join(" or ", known.keySet()))
                  + Nearest.hint(text.get(), known.keySet()));
    }
    return word;
  }

  @Override
  public List<Item> items(String key) {
    Optional<Located.Sequence> list = read(key, "a list", YamlMapping::sequence);
    List<Item> items = new ArrayList<>();
    for (Located item : list.map(Located.Sequence::items).orElse(List.of())) {
      Label itemLabel = label.child(key).item(items.size());
      Optional<MappingReader> mapping =
          item instanceof Located.Mapping found
              ? Optional.of(child(key + "[" + items.size() + "]", found, itemLabel, problems(key)))
              : Optional.empty();
      items.add(new Item(itemLabel.text(), item.at(), item.json(), mapping));
    }
    return items;
  }

  @Override
  public Optional<MappingReader> mapping(String key) {
    return child(key).map(mapping -> mapping);
  }

  Optional<YamlMapping> child(String key) {
    return child(key, label.child(key));
  }

  Optional<YamlMapping> child(String key, Label childLabel) {
    return child(key, childLabel, UnaryOperator.identity());
  }

  /**
   * The mapping under a key.
   *
   * @param change what is read in its place
   */
  Optional<YamlMapping> child(String key, Label childLabel, UnaryOperator<Located.Mapping> change) {
    return read(
        key,
        "a mapping",
        value ->
            value instanceof Located.Mapping mapping
                ? Optional.of(child(key, change.apply(mapping), childLabel, problems(key)))
                : Optional.empty());
  }

  /** The same mapping has one reader, so that all who read it share what was asked for. */
  private YamlMapping child(String key, Located.Mapping mapping, Label childLabel, Problems about) {
    return children.computeIfAbsent(key, k -> new YamlMapping(mapping, childLabel, about));
  }

  @Override
  public Optional<Json> json(String key) {
    return located(key).map(Located::json);
  }

  @Override
  public JsonObject json() {
    whole = true;
    return (JsonObject) node.json();
  }

  @Override
  public String label(String key) {
    return label.child(key).text();
  }

  String label() {
    return label.text();
  }

  @Override
  public void reject(String key, String rule) {
    problems(key).error(valueAt(key), mustBe(key, rule));
  }

  private String mustBe(String key, String rule) {
    return label(key) + " must be " + rule + ", not " + Values.shown(located(key));
  }

  @Override
  public Problems problems() {
    return problems;
  }

  @Override
  public Problems problems(String key) {
    return problems.topic().map(topic -> problems.about(KeyTopics.of(topic, key))).orElse(problems);
  }

  private <T> Optional<T> read(String key, String rule, Function<Located, Optional<T>> convert) {
    Optional<Located> value = located(key);
    Optional<T> converted = value.flatMap(convert);
    if (value.isPresent() && converted.isEmpty()) {
      reject(key, rule);
    }
    return converted;
  }
}
