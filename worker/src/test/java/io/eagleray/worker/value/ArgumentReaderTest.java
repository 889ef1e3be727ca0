package io.eagleray.worker.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.worker.json.Json;
import java.io.File;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentReaderTest {
  @TempDir Path folder = Path.of("");

  record Point(int x, Optional<String> label) {}

  record Positive(int value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("value must be above 0, not " + value);
      }
    }
  }

  sealed interface Shape permits Circle {}

  record Circle(double radius) implements Shape {}

  /** Declared types, by the names of the fields. */
  @SuppressWarnings("unused")
  private static final class Declared {
    List<Point> points = List.of();
    Map<DayOfWeek, List<Integer>> days = Map.of();
    SortedSet<Object> sorted = new java.util.TreeSet<>();
    Deque<Integer> deque = new java.util.ArrayDeque<>();
    ConcurrentHashMap<String, Integer> concurrent = new ConcurrentHashMap<>();
    SortedMap<Integer, String> numbered = new java.util.TreeMap<>();
    Set<String> names = Set.of();
    double[][] matrix = {};
    List<? extends Number> wild = List.of();
    Optional<List<Double>> maybe = Optional.empty();
    Optional<Integer>[] generic = array();

    @SuppressWarnings("unchecked")
    private static Optional<Integer>[] array() {
      return (Optional<Integer>[]) new Optional<?>[0];
    }
  }

  @Test
  void readsNumbersOfEveryType() {
    assertThat(read(int.class, "7")).isEqualTo(7);
    assertThat(read(Integer.class, "7.0")).isEqualTo(7);
    assertThat(read(long.class, "1e3")).isEqualTo(1000L);
    assertThat(read(double.class, "7")).isEqualTo(7.0);
    assertThat(read(float.class, "0.1")).isEqualTo(0.1f);
    assertThat(read(short.class, "-7")).isEqualTo((short) -7);
    assertThat(read(byte.class, "127")).isEqualTo((byte) 127);
    assertThat(read(BigDecimal.class, "0.10000000000000000001"))
        .isEqualTo(new BigDecimal("0.10000000000000000001"));
    assertThat(read(BigInteger.class, "99999999999999999999"))
        .isEqualTo(new BigInteger("99999999999999999999"));
    assertThat(read(Number.class, "7")).isEqualTo(7);
    assertThat(read(double.class, "{\"$eagleray.number\":\"-Infinity\"}"))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void tellsANumberThatIsNotFiniteAsItIs() {
    assertThatThrownBy(() -> read(String.class, "{\"$eagleray.number\":\"NaN\"}"))
        .hasMessage("argument \"a\" must be String, but is the number NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "int, 3000000000",
    "int, 1.5",
    "long, 9223372036854775808",
    "long, 1e400000000",
    "byte, 128",
    "double, 9007199254740993",
    "double, 1e999",
    "float, 16777217",
    "float, 1e39"
  })
  void refusesNumbersThatWouldBecomeOthers(String type, String number) {
    assertThatThrownBy(() -> read(primitive(type), number))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("argument \"a\" must be " + type + ", but is the number ")
        .hasMessageEndingWith("which would lose digits");
  }

  @Test
  void readsTextsEnumsAndDates() {
    assertThat(read(String.class, "\"a\"")).isEqualTo("a");
    assertThat(read(char.class, "\"a\"")).isEqualTo('a');
    assertThat(read(boolean.class, "true")).isEqualTo(true);
    assertThat(read(DayOfWeek.class, "\"MONDAY\"")).isEqualTo(DayOfWeek.MONDAY);
    assertThat(read(LocalDate.class, "\"2026-03-01\"")).isEqualTo(LocalDate.of(2026, 3, 1));
    assertThat(read(LocalDateTime.class, "\"2026-03-01T12:00\""))
        .isEqualTo(LocalDateTime.of(2026, 3, 1, 12, 0));
    assertThat(read(Instant.class, "\"2026-03-01T12:00:00+01:00\""))
        .isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    assertThat(read(Duration.class, "\"PT1M\"")).isEqualTo(Duration.ofMinutes(1));
    assertThat(read(Duration.class, "\"1.5h\"")).isEqualTo(Duration.ofMinutes(90));
    assertThat(read(Path.class, "\"a/b\"")).isEqualTo(Path.of("a/b"));
  }

  @Test
  void readsContainersOfDeclaredTypes() throws NoSuchFieldException {
    assertThat(read(declared("points"), "[{\"x\":1,\"label\":\"l\",\"more\":0},{\"x\":2}]"))
        .isEqualTo(List.of(new Point(1, Optional.of("l")), new Point(2, Optional.empty())));
    assertThat(read(declared("days"), "{\"MONDAY\":[1,2]}"))
        .isEqualTo(Map.of(DayOfWeek.MONDAY, List.of(1, 2)));
    assertThat(read(declared("numbered"), "{\"10\":\"b\",\"9\":\"a\"}")).hasToString("{9=a, 10=b}");
    assertThat(read(declared("names"), "[\"a\",\"a\"]")).isEqualTo(Set.of("a"));
    assertThat(read(declared("matrix"), "[[1],[2.5,3]]")).isEqualTo(new double[][] {{1}, {2.5, 3}});
    assertThat(read(declared("wild"), "[1,2.5]")).isEqualTo(List.of(1, 2.5));
    assertThat(read(declared("maybe"), "[1]")).isEqualTo(Optional.of(List.of(1.0)));
    assertThat(read(declared("maybe"), "null")).isEqualTo(Optional.empty());
    assertThat((Object[]) read(declared("generic"), "[1,null]"))
        .containsExactly(Optional.of(1), Optional.empty());
  }

  @Test
  void anObjectIsAPlainJavaValueThatMayBeChanged() {
    Object value = read(Object.class, "{\"a\":[1,3000000000,1.5,null,\"t\"]}");

    assertThat(value)
        .isInstanceOf(java.util.LinkedHashMap.class)
        .hasToString("{a=[1, 3000000000, 1.5, null, t]}");
    assertThat(read(Object.class, "1")).isInstanceOf(Integer.class);
    assertThat(read(Object.class, "3000000000")).isInstanceOf(Long.class);
  }

  @Test
  void anEscapedMapComesBackAsItWas() {
    assertThat(read(Map.class, "{\"$eagleray.escaped\":{\"$eagleray.number\":\"NaN\"}}"))
        .isEqualTo(Map.of("$eagleray.number", "NaN"));
  }

  @Test
  void aMistakeIsToldWithItsPlaceTypeAndValue() throws NoSuchFieldException {
    assertWrong(int.class, "\"5\"", "argument \"a\" must be int, but is the text \"5\"");
    assertWrong(int.class, "null", "argument \"a\" must be int, but is null");
    assertWrong(String.class, "5", "argument \"a\" must be String, but is the number 5");
    assertWrong(
        DayOfWeek.class,
        "\"Montag\"",
        "argument \"a\" must be DayOfWeek, but is the text \"Montag\"; it has [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY]");
    assertWrong(
        declared("points"),
        "[{\"x\":1},{\"x\":true}]",
        "argument \"a\"[1].x must be int, but is true");
    assertWrong(
        Point.class,
        "{\"y\":1}",
        "argument \"a\" must be Point, which has a component \"x\", but there is only [y]");
    assertWrong(
        Positive.class,
        "{\"value\":-1}",
        "argument \"a\" is refused by Positive: java.lang.IllegalArgumentException: value must be above 0, not -1");
    assertWrong(
        Shape.class,
        "{\"radius\":1}",
        "argument \"a\" must be Shape, but is the object {\"radius\":1}; no value can be made for this interface or abstract class");
  }

  @Test
  void referencesBecomeObjectsAtAnyDepth() {
    ObjectStore store = new ObjectStore(folder);
    String date = Json.write(store.write(new java.util.BitSet(3), "x").toJson());

    assertThat(read(Map.class, "{\"deep\":[" + date + "]}"))
        .isEqualTo(Map.of("deep", List.of(new java.util.BitSet(3))));
    assertWrong(
        List.class,
        date,
        "argument \"a\" must be List, but the stored object is a java.util.BitSet");
  }

  @Test
  void aFileIsReadAsACopyThatIsGoneAfterTheTask() throws Exception {
    Path file = Files.writeString(folder.resolve("model.txt"), "weights");
    Path objects = folder.resolve("objects");
    String reference = Json.write(new ObjectStore(objects).write(file, "x").toJson());
    Path copy;
    try (ObjectStore store = new ObjectStore(objects)) {
      copy = (Path) java.util.Objects.requireNonNull(read(store, Path.class, reference));
      assertThat(copy).hasFileName("model.txt").hasContent("weights");
      assertThat(read(store, File.class, reference)).isInstanceOf(File.class);
    }
    assertThat(copy).doesNotExist();
  }

  @Test
  void anObjectHasThePermissionsOfAnyFile() throws Exception {
    String hash = new ObjectStore(folder).write(new byte[] {1}, "x").sha256();
    Path object = folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    Path any = Files.createFile(folder.resolve("any"));

    assertThat(Files.getPosixFilePermissions(object)).isEqualTo(Files.getPosixFilePermissions(any));
  }

  @Test
  void bytesComeBackAsBytes() {
    byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);

    assertThat(read(byte[].class, Json.write(new ObjectStore(folder).write(bytes, "x").toJson())))
        .isEqualTo(bytes);
  }

  @Test
  void anObjectOfAnotherLanguageIsPassedOnAsItIs() {
    String reference =
        "{\"$eagleray.object\":{\"sha256\":\""
            + "ab".repeat(32)
            + "\",\"format\":\"python/pickle\",\"type\":\"SVC\",\"size\":3}}";

    Object given = read(Object.class, reference);
    assertThat(Json.write(new ReturnWriter(new ObjectStore(folder)).toJson(given, "x")))
        .isEqualTo(reference);
    assertThatThrownBy(() -> read(Point.class, reference))
        .hasMessageContaining("is a SVC stored as python/pickle, which Java cannot read");
  }

  @Test
  void whatAContainerCannotHoldIsTold() throws NoSuchFieldException {
    assertThatThrownBy(() -> read(declared("sorted"), "[1, \"a\"]"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("argument \"a\"[1] is refused by SortedSet<Object>: ");
    assertWrong(
        declared("deque"),
        "[null]",
        "argument \"a\"[0] is refused by Deque<Integer>: java.lang.NullPointerException");
    assertWrong(
        declared("concurrent"),
        "{\"b\": null}",
        "argument \"a\".b is refused by ConcurrentHashMap<String, Integer>:"
            + " java.lang.NullPointerException");
    assertWrong(
        declared("numbered"),
        "{\"1\": \"a\", \"01\": \"b\"}",
        "argument \"a\" must be SortedMap<Integer, String>, but is the object"
            + " {\"1\":\"a\",\"01\":\"b\"}, of which two keys become the same");
  }

  @Test
  void aMapThatOnlyLooksLikeANumberOrAReferenceIsAMap() {
    assertThat(read(Object.class, "{\"$eagleray.number\":\"many\"}"))
        .isEqualTo(Map.of("$eagleray.number", "many"));
    assertThat(read(Map.class, "{\"$eagleray.object\":5}"))
        .isEqualTo(Map.of("$eagleray.object", 5));
  }

  private void assertWrong(Type type, String json, String message) {
    assertThatThrownBy(() -> read(type, json))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(message);
  }

  private @Nullable Object read(Type type, String json) {
    return read(new ObjectStore(folder), type, json);
  }

  private static @Nullable Object read(ObjectStore store, Type type, String json) {
    return new ArgumentReader(store, ArgumentReaderTest.class.getClassLoader())
        .read(type, Json.parse(json), "argument \"a\"");
  }

  private static Type declared(String field) throws NoSuchFieldException {
    return Declared.class.getDeclaredField(field).getGenericType();
  }

  private static Class<?> primitive(String name) {
    return java.lang.invoke.MethodType.fromMethodDescriptorString(
            "()"
                + Map.of("int", "I", "long", "J", "byte", "B", "double", "D", "float", "F")
                    .get(name),
            null)
        .returnType();
  }
}
