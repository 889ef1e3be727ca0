package io.eagleray.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import io.eagleray.problem.Location;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class JavaDependenciesTest {
  private static final Location AT = new Location("p.yaml", 1, 1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path cache;

  private final Problems problems = new Problems();

  private List<Path> resolve(String... coordinates) {
    return new JavaDependencies(cache).resolve(List.of(coordinates), AT, problems).orElseThrow();
  }

  @Test
  void aDependencyComesWithWhatItNeeds() {
    List<Path> jars = resolve("org.junit.jupiter:junit-jupiter-api:6.1.3");

    assertThat(jars.stream().map(jar -> jar.getFileName().toString()))
        .contains("junit-jupiter-api-6.1.3.jar", "opentest4j-1.3.0.jar");
    assertThat(jars).allMatch(Files::isRegularFile);
  }

  @Test
  void aListThatWasSeenIsNotResolvedAgain() throws IOException {
    Path jar = Files.createFile(cache.resolve("known.jar"));
    resolve("org.opentest4j:opentest4j:1.3.0");
    Path entry;
    try (Stream<Path> files = Files.list(cache)) {
      entry = files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    Files.writeString(entry, "[\"" + jar + "\"]");

    assertThat(resolve("org.opentest4j:opentest4j:1.3.0")).containsExactly(jar);

    Files.delete(jar);
    assertThat(resolve("org.opentest4j:opentest4j:1.3.0"))
        .singleElement()
        .asString()
        .endsWith("opentest4j-1.3.0.jar");
  }

  @Test
  void anUnknownArtifactIsToldInOneLine() {
    assertThat(
            new JavaDependencies(cache)
                .resolve(List.of("org.opentest4j:opentest4j:0.0.0-none"), AT, problems))
        .isEmpty();
    assertThat(problems.errors())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("cannot resolve the dependencies: ")
        .contains("org.opentest4j:opentest4j:jar:0.0.0-none")
        .doesNotContain("\n");
  }

  @Test
  void noDependenciesNeedNothing() {
    assertThat(resolve()).isEmpty();
    assertThat(cache).isEmptyDirectory();
  }
}
