package io.eagleray.yaml;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
  @TempDir Path folder;

  private static Json json(String text) {
    Problems problems = new Problems();
    Document document = YamlFile.parse(text, "x.yaml", problems).orElseThrow();
    assertThat(problems.errors()).isEmpty();
    return document.root().json();
  }

  private List<String> problems(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("x.yaml"), content);
    Problems problems = new Problems();
    YamlFile.read(file, "x.yaml", problems);
    return problems.errors().stream().map(Problem::toString).toList();
  }

  @Test
  void scalarsAreThoseOfTheCoreSchema() {
    assertThat(json("[null, ~, Null, '', \"null\", yes, no, on, True, FALSE]"))
        .hasToString("[null,null,null,\"\",\"null\",\"yes\",\"no\",\"on\",true,false]");
    assertThat(json("[0, -7, +7, 007, 0x1F, 0o17, 1_000, 12:30, 2024-01-01]"))
        .hasToString("[0,-7,7,7,31,15,\"1_000\",\"12:30\",\"2024-01-01\"]");
    assertThat(json("[1.5, -.5, 5., 1e-4, 1E+3, 1.e2, +1.0e-2]"))
        .hasToString("[1.5,-0.5,5.0,1.0E-4,1000.0,100.0,0.01]");
    assertThat(json("[., +, e5, 1e, 1e+, 1.2.3, 0x, 0o8, .inf.]"))
        .hasToString("[\".\",\"+\",\"e5\",\"1e\",\"1e+\",\"1.2.3\",\"0x\",\"0o8\",\".inf.\"]");
  }

  @Test
  void numbersKeepWhatTheyAre() {
    assertThat(json("9223372036854775807")).isEqualTo(Json.of(Long.MAX_VALUE));
    assertThat(json("9223372036854775808"))
        .isEqualTo(new JsonNumber(new BigInteger("9223372036854775808")));
    assertThat(json("1e999")).isEqualTo(new JsonNumber(new BigDecimal("1e999")));
    assertThat(json("-.INF")).isEqualTo(Json.of(Double.NEGATIVE_INFINITY));
    assertThat(json(".NaN")).isEqualTo(Json.of(Double.NaN));
  }

  @Test
  void tagsOfTheCoreSchemaAreTaken() {
    assertThat(json("[!!str 5, !!int 5, !!float 5.5, !!bool true, !!null ~, ! 5]"))
        .hasToString("[\"5\",5,5.5,true,null,\"5\"]");
    assertThat(json("!!map {a: !!seq [1]}")).hasToString("{\"a\":[1]}");
  }

  @Test
  void ownKeysWinOverMergedOnesAndTheFirstMergedWins() {
    assertThat(json("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], z: 3}"))
        .hasToString(
            "{\"a\":{\"x\":1,\"y\":1},\"b\":{\"y\":2,\"z\":2},\"c\":{\"x\":1,\"y\":1,\"z\":3}}");
    assertThat(json("a: &a {x: 1}\nc: {x: 2, <<: *a}").text()).endsWith("\"c\":{\"x\":2}}");
    assertThat(json("{'<<': 1}")).hasToString("{\"<<\":1}");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(json("\uFEFFa: 1")).hasToString("{\"a\":1}");
  }

  @Test
  void columnsCountCharactersAsAReaderDoes() {
    Problems problems = new Problems();
    YamlFile.parse("{\"🦅\": 1, \"ä\": 1, \"ä\": 2}", "x.yaml", problems);
    assertThat(problems.errors().getFirst().at()).hasToString("x.yaml:1:18");
  }

  @Test
  void manyUsesOfOneAnchorAreFine() {
    StringBuilder text = new StringBuilder("a: &a {x: 1, y: [1, 2]}\nb:\n");
    text.append("  - *a\n".repeat(5_000));
    assertThat(json(text.toString()).text()).hasSizeGreaterThan(5_000 * 10);
  }

  @Test
  void aliasesThatNestTooDeeplyAreTold() throws IOException {
    String text =
        IntStream.range(1, 60)
            .mapToObj(i -> "a%d: &a%d [%s]\n".formatted(i, i, i == 1 ? "1" : "*a" + (i - 1)))
            .collect(joining());
    String twice = "b: &b {c: *a59}\nd: [[[[[[[[[[*b, *a1]]]]]]]]]]\n";
    assertThat(problems((text + twice).getBytes(StandardCharsets.UTF_8))).isEmpty();
    String deep = "e: " + "[".repeat(50) + "*b" + "]".repeat(50) + "\n";
    assertThat(problems((text + twice + deep).getBytes(StandardCharsets.UTF_8)))
        .containsExactly("x.yaml:62:54  nested deeper than 100 levels; write it flatter");
  }

  @Test
  void anAliasMayBeAKey() {
    assertThat(json("a: &a x\n*a : 1\n")).hasToString("{\"a\":\"x\",\"x\":1}");
    assertThat(json("a: &a 5\n*a : 1\n")).hasToString("{\"a\":5,\"5\":1}");
    assertThat(json("a: &a \"<<\"\n*a : 1\n")).hasToString("{\"a\":\"<<\",\"<<\":1}");
  }

  @Test
  void anEscapeThatStandsForNothingIsTold() throws IOException {
    String told =
        "not YAML: in a text in double quotes that follows, a \\x, \\u or \\U stands for no"
            + " character; write \\\\ for a backslash";
    assertThat(problems("a: 1\nb: \"\\U99999999\"\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("x.yaml:2:1  " + told);
    assertThat(problems("a: \"\\x".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("x.yaml:1:1  " + told);
  }

  @Test
  void filesThatAreNoTextAreToldAsSuch() throws IOException {
    assertThat(problems(new byte[] {(byte) 0xff, (byte) 0xfe, 0}))
        .containsExactly("x.yaml  is not text in UTF-8");
    assertThat(problems("a: 1\nbc: d\0".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("x.yaml:2:6  not YAML: the character U+0000 is not allowed");
    assertThat(problems(new byte[0])).containsExactly("x.yaml  the file is empty");
  }

  @Test
  void whereThatBeginsWhichDoesNotEndIsTold() throws IOException {
    assertThat(problems("a: 1\nb: \"open\nc: 2\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            "x.yaml:4:1  not YAML: found unexpected end of stream,"
                + " while scanning a quoted scalar that begins at line 2");
  }

  @Test
  void aTextThatNeedsQuotesIsToldSo() throws IOException {
    assertThat(problems("a: echo b: c\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            "x.yaml:1:10  not YAML: mapping values are not allowed here;"
                + " a text with \": \" in it stands in quotes");
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    byte[] large = new byte[YamlFile.MAX_BYTES + 1];
    Arrays.fill(large, (byte) 'a');
    assertThat(problems(large))
        .containsExactly(
            "x.yaml  has 10000001 bytes; at most 10000000 are read:"
                + " give large data as the path of a file");
  }

  @Test
  void aLongTextCostsItsLength() throws IOException {
    byte[] long1 = ("a: \"" + "x".repeat(5_000_000) + "\"").getBytes(StandardCharsets.UTF_8);
    assertThat(problems(long1)).isEmpty();
  }

  @Test
  void missingFilesAndFoldersAreTold() {
    Problems problems = new Problems();
    YamlFile.read(folder.resolve("none.yaml"), "none.yaml", problems);
    YamlFile.read(folder, "folder", problems);
    assertThat(problems.errors())
        .extracting(Problem::toString)
        .containsExactly("folder  is a folder; name a file", "none.yaml  there is no such file");
  }
}
