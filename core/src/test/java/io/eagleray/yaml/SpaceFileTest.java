package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpaceFileTest {
  @TempDir Path folder = Path.of("");
  private final Problems problems = new Problems();

  private Optional<SpaceFile> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("space.yaml"), text);
    return SpaceFile.read(file, "space.yaml", problems);
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  @Test
  void parametersStandAtTheTopParentsBeforeTheirChildren() throws IOException {
    SpaceFile space =
        read("""
        depth: {type: randint, low: 1, high: 9, when: {kind: [deep]}}
        kind: {type: choice, choices: [flat, deep], when: {net.on: [true]}}
        net:
          on: {type: choice, choices: [true, false]}
          size: {type: ordinal, choices: [1, 2]}
        epochs: 3
        """)
            .orElseThrow();

    assertThat(errors()).isEmpty();
    assertThat(space.parameters().stream().map(SpaceParameter::name))
        .containsExactly("net.on", "kind", "depth", "net.size", "epochs");
    assertThat(space.entries().keySet()).containsExactly("depth", "kind", "net", "epochs");
    assertThat(Objects.requireNonNull(space.entries().get("net")).at())
        .hasToString("space.yaml:3:1");
  }

  @Test
  void everyProblemIsToldWithItsPlace() throws IOException {
    read(
        """
        a: {type: uniform, low: 1, high: 0}
        b: {type: choice, choices: [1], when: {c: [1]}}
        c: {type: choice, choices: [1], when: {b: [1]}}
        d: {type: uniform, low: 0, high: 1, when: {e: [1]}}
        """);

    assertThat(errors()).hasSize(3);
    assertThat(errors().get(0)).startsWith("space.yaml:1:").contains("must be below high");
    assertThat(errors().get(1)).contains("form a cycle: b → c → b");
    assertThat(errors().get(2)).startsWith("space.yaml:4:").contains("\"e\"");
  }

  @Test
  void whatIsNoMappingOrEmptyIsRefused() throws IOException {
    read("[1, 2]");
    read("{}");
    SpaceFile.read(folder.resolve("none.yaml"), "none.yaml", problems);

    assertThat(errors())
        .anyMatch(error -> error.contains("must be a mapping of parameters"))
        .anyMatch(error -> error.contains("needs at least one parameter"))
        .anyMatch(error -> error.contains("none.yaml  there is no such file"));
  }
}
