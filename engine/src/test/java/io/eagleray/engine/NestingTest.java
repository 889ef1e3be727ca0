package io.eagleray.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepStatus;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Composite nodes inside each other, drawn at random; {@code -Deagleray.seed=N} draws the same. */
@Tag("slow")
class NestingTest {
  private static final String LEAF =
      """
      import java.nio.file.*;

      public class Leaf {
        public static int leaf() throws Exception {
          Files.writeString(
              Path.of("leaves.txt"), "leaf\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          return 1;
        }
      }
      """;

  @TempDir Path folder;
  private int names;

  /** A graph in flow style, and how many leaves a walk of it runs. */
  private record Drawn(String text, int leaves) {}

  private Drawn graph(Random random, int depth) {
    int leaves = 0;
    StringBuilder steps = new StringBuilder();
    for (int step = 0; step <= random.nextInt(2); step++) {
      Drawn node = node(random, depth);
      steps.append(step == 0 ? "" : ", ").append("s").append(step).append(": ").append(node.text);
      leaves += node.leaves;
    }
    return new Drawn("{steps: {" + steps + "}}", leaves);
  }

  private Drawn node(Random random, int depth) {
    return switch (depth == 0 ? 4 : random.nextInt(5)) {
      case 0 -> {
        Drawn inside = graph(random, depth - 1);
        int items = random.nextInt(4);
        String list =
            IntStream.range(0, items).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        yield new Drawn(
            "{type: map, iterate_on: ["
                + list
                + "], iterate_as: item, branch: "
                + inside.text
                + "}",
            items * inside.leaves);
      }
      case 1 -> {
        Drawn one = graph(random, depth - 1);
        Drawn other = graph(random, depth - 1);
        yield new Drawn(
            "{type: parallel, branches: {a: " + one.text + ", b: " + other.text + "}}",
            one.leaves + other.leaves);
      }
      case 2 -> {
        Drawn taken = graph(random, depth - 1);
        Drawn left = graph(random, depth - 1);
        yield new Drawn(
            "{type: conditional, parameter: yes, branches: {no: "
                + left.text
                + "}, default: "
                + taken.text
                + "}",
            taken.leaves);
      }
      case 3 -> {
        Drawn inside = graph(random, depth - 1);
        int iterations = 1 + random.nextInt(3);
        yield new Drawn(
            "{type: loop, max_iterations: " + iterations + ", branch: " + inside.text + "}",
            iterations * inside.leaves);
      }
      default ->
          new Drawn(
              "{command_type: java, command: 'Leaf.java::leaf', returns: [v" + names++ + "]}", 1);
    };
  }

  @RepeatedTest(6)
  void runsEachLeafOnceAndGoesOnFromAnyEvent() {
    long seed = Long.getLong("eagleray.seed", System.nanoTime());
    System.out.println("nesting with -Deagleray.seed=" + seed);
    Random random = new Random(seed);
    Drawn drawn = graph(random, 3);
    try (TestEngine engine = new TestEngine(folder)) {
      engine.write("Leaf.java", LEAF);

      RunState whole = engine.run("dag: " + drawn.text + "\n", "yes=true");

      assertThat(whole.status()).as(drawn.text).isEqualTo(RunStatus.SUCCESS);
      assertThat(engine.lines("leaves.txt")).as(drawn.text).hasSize(drawn.leaves);
      long cut = 2 + random.nextInt(engine.events().size() - 1);
      engine.cutLog(cut);
      long kept =
          engine.engine().read("r1").steps().stream()
              .filter(step -> step.type().equals("task") && step.status() == StepStatus.SUCCESS)
              .count();
      RunState resumed = engine.resume();
      assertThat(resumed.status()).as("cut at %d", cut).isEqualTo(RunStatus.SUCCESS);
      assertThat(resumed.parameters()).isEqualTo(whole.parameters());
      assertThat(engine.lines("leaves.txt")).hasSize(Math.toIntExact(2L * drawn.leaves - kept));
    }
  }
}
