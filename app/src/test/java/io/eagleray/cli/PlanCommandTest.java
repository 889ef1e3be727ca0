package io.eagleray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The drawings of {@code plan}. */
final class PlanCommandTest {
  private static final String PIPELINE =
      """
      name: fitting
      dag:
        steps:
          load: {type: stub, next: choose}
          choose:
            type: conditional
            parameter: size
            branches:
              small: {steps: {fit here: {type: stub}}}
              large: {steps: {cut: {type: stub}, fit: {type: stub}}}
          each:
            type: map
            iterate_on: [1, 2]
            iterate_as: n
            on_failure: tell
            branch: {steps: {"<judge> & \\"tell\\"": {type: stub}}}
          tell: {type: stub, next: fail}
      """;

  @TempDir Path folder;
  private Workplace place = new Workplace(Path.of(""));

  @BeforeEach
  void write() {
    place = new Workplace(folder);
    place.write("pipeline.yaml", PIPELINE);
  }

  private String plan(String... options) {
    List<String> arguments = new ArrayList<>(List.of("plan", "pipeline.yaml", "-P", "size=small"));
    arguments.addAll(List.of(options));
    assertThat(place.run(arguments.toArray(String[]::new))).as(place.err()).isEqualTo(0);
    return place.out();
  }

  @Test
  void whatATerminalObeysIsNotPassedOn() {
    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            a: {command_type: shell, command: "echo '\\e[2J' done"}
        """);
    assertThat(plan()).contains("echo ' [2J' done").doesNotContain("\u001b");
    place.write(
        "pipeline.yaml",
        "name: \"n\\e\"\ndag: {steps: {\"a\\e[2J\": {type: stub}, \"b\\u009bJ\": {type: stub}}}\n");
    for (String format : List.of("text", "mermaid", "dot", "svg")) {
      assertThat(plan("--format", format))
          .contains("a [2J", "b J")
          .doesNotContain("\u001b", "\u009b");
    }
    assertThat(plan("--format", "dot")).doesNotContain("\u001b");
  }

  @Test
  void aTreeShowsStepsBranchesAndWhatFollowsAFailure() {
    assertThat(plan().replace("\r", "").lines().map(String::stripTrailing))
        .containsExactly(
            "fitting",
            "├─ load    stub",
            "├─ choose  conditional on size",
            "│  ├─ small:",
            "│  │  └─ fit here  stub",
            "│  └─ large:",
            "│     ├─ cut  stub",
            "│     └─ fit  stub",
            "├─ each    map over 2 items  → success  on failure → tell",
            "│  └─ <judge> & \"tell\"  stub",
            "└─ tell    stub  → fail");
  }

  @Test
  void aMermaidFlowchartHasSubgraphsAndNoTextThatBreaksIt() {
    String drawing = plan("--format", "mermaid");

    assertThat(drawing).startsWith("---\ntitle: \"fitting\"\n---\nflowchart TB\n");
    assertThat(drawing)
        .contains(
            "subgraph", "\"small\"", "-. on failure .->", "#lt;judge#gt; #amp; #quot;tell#quot;");
    assertThat(drawing.lines().filter(line -> line.strip().startsWith("subgraph ")).count())
        .as("two steps with steps inside, three branches")
        .isEqualTo(5)
        .isEqualTo(drawing.lines().filter(line -> line.strip().equals("end")).count());
  }

  @Test
  void aDotGraphHasClustersAndBalancedBraces() {
    String drawing = plan("--format", "dot");

    assertThat(drawing)
        .startsWith("digraph pipeline {")
        .contains("subgraph cluster_", "lhead=", "\\\"tell\\\"");
    assertThat(drawing.chars().filter(letter -> letter == '{').count())
        .isEqualTo(drawing.chars().filter(letter -> letter == '}').count());
  }

  @Test
  void anSvgIsWellFormedAndItsBoxesLieInsideIt() throws Exception {
    assertThat(plan("--format", "svg", "-o", "plan.svg")).isEmpty();

    Element root = parse(Files.readString(folder.resolve("plan.svg"))).getDocumentElement();
    double width = Double.parseDouble(root.getAttribute("width"));
    double height = Double.parseDouble(root.getAttribute("height"));
    assertThat(texts(root))
        .contains(
            "fitting",
            "load",
            "choose",
            "small",
            "large",
            "fit here",
            "cut",
            "<judge> & \"tell\"",
            "success",
            "fail");
    NodeList boxes = root.getElementsByTagName("rect");
    for (int i = 1; i < boxes.getLength(); i++) { // the first is the ground
      Element box = (Element) boxes.item(i);
      assertThat(number(box, "x")).isGreaterThanOrEqualTo(0);
      assertThat(number(box, "x") + number(box, "width")).isLessThanOrEqualTo(width);
      assertThat(number(box, "y") + number(box, "height")).isLessThanOrEqualTo(height);
    }
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<String> texts(Element root) {
    NodeList found = root.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static Document parse(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsWrongWithAPipelineIsToldAndNothingIsDrawn() {
    place.write("pipeline.yaml", PIPELINE.replace("next: choose", "next: chose"));

    assertThat(place.run("plan", "pipeline.yaml", "-P", "size=small")).isEqualTo(2);
    assertThat(place.out()).isEmpty();
    assertThat(place.err()).contains("chose");
  }

  @Test
  void aStepWithNothingToDrawInsideIsDrawnItself() {
    place.write(
        "pipeline.yaml",
        """
        dag:
          steps:
            each:
              type: map
              iterate_on: [1]
              iterate_as: n
              branch: {start_at: done, steps: {done: {type: success}}}
            tell: {type: stub}
        """);
    for (String format : List.of("text", "mermaid", "dot", "svg")) {
      assertThat(plan("--format", format)).contains("each", "tell");
    }
    assertThat(plan("--format", "dot")).contains("n0 -> n1;");
  }
}
