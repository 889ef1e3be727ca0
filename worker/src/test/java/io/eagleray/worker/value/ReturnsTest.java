package io.eagleray.worker.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eagleray.worker.json.Json;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnsTest {
  @TempDir Path folder = Path.of("");

  record Pair(int a, @Nullable Object b) {}

  static final class Model implements Serializable {
    final @Nullable Object inner;

    Model(@Nullable Object inner) {
      this.inner = inner;
    }
  }

  @Test
  void whatIsJsonBecomesJson() {
    assertThat(json(null)).isEqualTo("null");
    assertThat(json(List.of(1, 2L, (short) 3, 0.1f, 1.5, new BigDecimal("0.10"), true, 'c')))
        .isEqualTo("[1,2,3,0.1,1.5,0.10,true,\"c\"]");
    assertThat(json(List.of(DayOfWeek.MONDAY, LocalDate.of(2026, 3, 1), Duration.ofMinutes(1))))
        .isEqualTo("[\"MONDAY\",\"2026-03-01\",\"PT1M\"]");
    assertThat(json(List.of(Optional.of(1), Optional.empty(), OptionalInt.of(2))))
        .isEqualTo("[1,null,2]");
    assertThat(json(new Pair(1, new int[][] {{1}, {2, 3}})))
        .isEqualTo("{\"a\":1,\"b\":[[1],[2,3]]}");
    assertThat(json(Map.of(DayOfWeek.MONDAY, 1))).isEqualTo("{\"MONDAY\":1}");
    assertThat(json(new double[] {Double.NaN, Double.NEGATIVE_INFINITY}))
        .isEqualTo("[{\"$eagleray.number\":\"NaN\"},{\"$eagleray.number\":\"-Infinity\"}]");
    assertThat(json(Map.of("$eagleray.number", "NaN")))
        .isEqualTo("{\"$eagleray.escaped\":{\"$eagleray.number\":\"NaN\"}}");
  }

  @Test
  void whatIsNotJsonIsStoredOnceAtAnyDepth() throws Exception {
    Model model = new Model("w");

    String json = json(Map.of("deep", List.of(model, model)));
    assertThat(json).contains("\"format\":\"java/serialized\"", "ReturnsTest$Model");
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatCannotBeStoredIsNamedWithItsPath() {
    assertThatThrownBy(() -> json(Map.of("m", new Object[] {1, new Model(new Object())})))
        .isInstanceOf(ReturnException.class)
        .hasMessageMatching(
            "return \"x\"\\.m\\[1\\] is a .*ReturnsTest\\$Model, which holds a java.lang.Object that is not Serializable");
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertThatThrownBy(() -> json(endless)).hasMessageContaining("does it contain itself?");
    assertThatThrownBy(() -> json(Map.of(1, "a", "1", "b")))
        .hasMessage("return \"x\" has two keys that are written \"1\"");
  }

  @Test
  void severalNamesTakeAListByPositionOrAMapOrRecordByName() {
    assertThat(values(List.of(1, 2), "a", "b")).hasToString("{a=1, b=2}");
    assertThat(values(new String[] {"x", "y"}, "a", "b")).hasToString("{a=x, b=y}");
    assertThat(values(new int[] {1, 2}, "a", "b")).hasToString("{a=1, b=2}");
    assertThat(values(new Pair(1, "t"), "b", "a")).hasToString("{b=t, a=1}");
    assertThat(values(new LinkedHashMap<>(Map.of("b", 2, "a", 1)), "a", "b"))
        .hasToString("{a=1, b=2}");
    assertThat(values("dropped")).isEmpty();
  }

  @Test
  void severalNamesMustAgree() {
    assertThatThrownBy(() -> values(List.of(1), "a", "b"))
        .hasMessage("the step returns 2 values [a, b], but the function returned 1");
    assertThatThrownBy(() -> values(Map.of("a", 1), "a", "b"))
        .hasMessage("the step returns [a, b], but the function returned [a]");
    assertThatThrownBy(() -> values("text", "a", "b"))
        .hasMessageContaining(
            "must return a list, array, map or record of them, not the String text");
  }

  @Test
  void aMetricIsOneNumber() {
    assertThat(metric(3)).isEqualTo(3L);
    assertThat(metric(true)).isEqualTo(1L);
    assertThat(metric(Optional.of(0.5))).isEqualTo(0.5);
    assertThat(metric(Double.NaN)).isEqualTo(Map.of("$eagleray.number", "NaN"));
    assertThatThrownBy(() -> metric("0.5"))
        .hasMessage("return \"m\" must be one number, but is the String 0.5");
    assertThatThrownBy(() -> metric(null))
        .hasMessage("return \"m\" must be one number, but is null");
  }

  @Test
  void anObjectIsOneReference() {
    Return one = new Return("m", Return.Kind.OBJECT);

    assertThat(Json.write(Returns.value(one, new ArrayList<>(List.of(1)), writer())))
        .contains("\"type\":\"java.util.ArrayList\"");
    assertThatThrownBy(() -> Returns.value(one, null, writer())).hasMessageContaining("is null");
  }

  private @Nullable Object metric(@Nullable Object value) {
    return Returns.value(new Return("m", Return.Kind.METRIC), value, writer());
  }

  private Map<String, @Nullable Object> values(@Nullable Object returned, String... names) {
    return new Returns(
            Arrays.stream(names).map(name -> new Return(name, Return.Kind.JSON)).toList())
        .values(returned, writer());
  }

  private String json(@Nullable Object value) {
    return Json.write(writer().toJson(value, "return \"x\""));
  }

  private ReturnWriter writer() {
    return new ReturnWriter(new ObjectStore(folder));
  }
}
