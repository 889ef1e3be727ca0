package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.eagleray.testkit.Functions;
import io.eagleray.testkit.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, reading and checking end with problems and never with a fault. */
class MutatedFilesTest {
  private static final int ROUNDS = 25;
  private static final List<String> PIECES =
      List.of(
          "\n",
          "  ",
          ":",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "*a",
          "&a ",
          "<<: *a",
          "null",
          "5",
          "-1",
          "1e999",
          ".nan",
          "\"\"",
          "'",
          "#",
          "a.b",
          "success",
          "next: a",
          "type: ray",
          "type: stub",
          "ray: {}",
          "when: {x: [1]}",
          "!!x ",
          "|",
          ">",
          "? ",
          "---",
          "%",
          "\t",
          "é",
          "\u0000");

  @TempDir Path folder;

  @RepeatedTest(8)
  void endWithProblems(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    List<String> good = FixturesTest.good().map(FixturesTest::content).toList();
    for (int round = 0; round < ROUNDS; round++) {
      String pipeline = mutated(good.get(random.nextInt(good.size())), random);
      String ray = mutated(good.get(random.nextInt(good.size())), random);
      Workspace workspace =
          new Workspace(folder)
              .file("ray.yaml", ray)
              .file("pipeline.yaml", round % 2 == 0 ? pipeline : TO_RAY);
      assertThatCode(() -> workspace.errors(Functions.OPEN))
          .as("seed %d\n%s\n=====\n%s", seed, pipeline, ray)
          .doesNotThrowAnyException();
    }
  }

  private static final String TO_RAY =
      "dag: {steps: {a: {type: ray, task: {command: m.f}, ray_config: ray.yaml}}}";

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    int edits = 1 + random.nextInt(6);
    for (int edit = 0; edit < edits; edit++) {
      int at = random.nextInt(mutated.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> mutated.delete(at, Math.min(mutated.length(), at + random.nextInt(12)));
        default -> swapLines(mutated, random);
      }
    }
    return mutated.toString();
  }

  private static void swapLines(StringBuilder text, Random random) {
    List<String> lines = Stream.of(text.toString().split("\n", -1)).toList();
    String line = lines.get(random.nextInt(lines.size()));
    text.insert(text.indexOf("\n") + 1, line + "\n");
  }
}
