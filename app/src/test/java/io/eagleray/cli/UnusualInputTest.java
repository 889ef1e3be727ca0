package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and values that are odd, and right. */
@Tag("slow")
class UnusualInputTest {
  private static final String PYTHON =
      """
      def big():
          return "y" * 50_000_000
      def length(x):
          return len(x)
      def key():
          return {"$eagleray.object": {"sha256": "abc"}, "n": 1}, {"$eagleray.object": {"sha256": "abc"}}, {"$eagleray.number": "NaN"}
      def seen(a, b, c):
          return [a, b, c]
      def deep():
          o = []
          for _ in range(400): o = [o]
          return o
      def depth(x):
          n = 0
          while x: x, n = x[0], n + 1
          return n
      """;

  private static final String JAVA =
      """
      import java.util.*;
      public class Fn {
        public static int length(String x) { return x.length(); }
        public static Object seen(Object a, Object b, Object c) { return List.of(a, b, c); }
        public static int depth(List<Object> x) {
          int n = 0;
          for (Object o = x; !((List<?>) o).isEmpty(); o = ((List<?>) o).get(0)) { n++; }
          return n;
        }
      }
      """;

  @TempDir Path folder = Path.of("");

  private String value(Workplace place, String name) {
    assertThat(place.run("get", "r1", name)).as(place.err()).isZero();
    return place.out().strip();
  }

  @Test
  void aParameterOfFiftyMegabytesTravels() {
    Workplace place = new Workplace(folder);
    place.write("fn.py", PYTHON);
    place.write("Fn.java", JAVA);
    assertThat(
            place.runPipeline(
                """
                dag:
                  steps:
                    big: {command: fn.big, returns: [x]}
                    python: {command: fn.length, returns: [p]}
                    java: {command_type: java, command: "Fn.java::length", returns: [j]}
                    shell: {command_type: shell, command: 'true'}
                """))
        .isEqualTo(ExitCode.FAILED);
    assertThat(place.out())
        .contains(
            "the argument \"x\" has 50000000 bytes, too many for an environment variable; a value"
                + " that only functions need can be an object (kind: object)")
        .hasSizeLessThan(3_000);
    assertThat(value(place, "p")).isEqualTo("50000000");
    assertThat(value(place, "j")).isEqualTo("50000000");
  }

  @Test
  void aUsersMapThatLooksLikeOneOfOursStaysTheUsers() {
    Workplace place = new Workplace(folder);
    place.write("fn.py", PYTHON);
    place.write("Fn.java", JAVA);
    assertThat(
            place.runPipeline(
                """
                dag:
                  steps:
                    key: {command: fn.key, returns: [a, b, c]}
                    python: {command: fn.seen, returns: [p]}
                    java: {command_type: java, command: "Fn.java::seen", returns: [j]}
                """))
        .as(place.err())
        .isZero();
    assertThat(place.run("prune", "--keep", "1")).isZero();
    String expected = value(place, "p");
    assertThat(expected).contains("$eagleray.object", "\"abc\"", "\"NaN\"");
    assertThat(value(place, "j")).isEqualTo(expected);
  }

  @Test
  void aDeepValueTravels() {
    Workplace place = new Workplace(folder);
    place.write("fn.py", PYTHON);
    place.write("Fn.java", JAVA);
    assertThat(
            place.runPipeline(
                """
                dag:
                  steps:
                    deep: {command: fn.deep, returns: [x]}
                    python: {command: fn.depth, returns: [p]}
                    java: {command_type: java, command: "Fn.java::depth", returns: [j]}
                """))
        .as(place.err())
        .isZero();
    assertThat(value(place, "p")).isEqualTo("400");
    assertThat(value(place, "j")).isEqualTo("400");
    assertThat(place.run("report", "r1")).as(place.err()).isZero();
  }

  @Test
  void namesAndPathsMayHaveSpacesUmlautsAndOtherScripts() {
    Workplace place = new Workplace(folder.resolve("Käse & Söhne 数据"));
    place.write(
        "mödul.py",
        "def zählen(größe: int):\n    print('größe', größe)\n    return {'maß': größe * 2}\n");
    place.write(
        "Größe.java",
        "public class Größe { public static int größer(int größe) { return größe + 1; } }\n");
    assertThat(
            place.runPipeline(
                """
                dag:
                  steps:
                    "Schritt Eins – größer": {command_type: java, command: "Größe.java::größer", returns: [größe]}
                    "ステップ 2": {command: mödul.zählen, returns: [maß]}
                    "in der Shell": {command_type: shell, command: 'echo "Grüße 😀"; export ende="Grüße 😀"', returns: [ende]}
                """,
                "-P",
                "größe=41"))
        .as(place.err() + place.out())
        .isZero();
    assertThat(place.out()).contains("✔ Schritt Eins – größer", "✔ ステップ 2", "✔ in der Shell");
    assertThat(value(place, "größe")).isEqualTo("42");
    assertThat(value(place, "maß")).isEqualTo("{\"maß\":84}");
    assertThat(value(place, "ende")).isEqualTo("\"Grüße 😀\"");
    assertThat(place.run("logs", "r1", "ステップ 2")).isZero();
    assertThat(place.out()).isEqualTo("größe 42\n");
    assertThat(place.run("report", "r1")).as(place.err()).isZero();
  }
}
