package io.eagleray.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eagleray.problem.Problems;
import io.eagleray.testkit.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the same good and bad files with the reader and with the JSON Schemas. A bad file ends in
 * what the reader must say of it ({@code # error 3:5 …}); a rule that a schema cannot know is named
 * in it ({@code # reader only: …}).
 */
class FixturesTest {
  private static final String ERROR = "# error ";
  private static final String READER_ONLY = "# reader only: ";
  private static final Schema PIPELINE = schema("pipeline");
  private static final Schema RAY_CONFIG = schema("ray-config");

  @TempDir Path folder;

  static Stream<String> good() throws IOException {
    return Stream.concat(files("pipeline/good"), files("ray/good"));
  }

  static Stream<String> bad() throws IOException {
    return Stream.concat(files("pipeline/bad"), files("ray/bad"));
  }

  private static Stream<String> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(fixtures().resolve(name))) {
      return files.map(file -> name + "/" + file.getFileName()).sorted().toList().stream();
    }
  }

  static String content(String name) {
    try {
      return Files.readString(fixtures().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fixtures() {
    try {
      return Path.of(Objects.requireNonNull(FixturesTest.class.getResource("/fixtures")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void theReaderTakesAGoodFile(String name) throws IOException {
    assertThat(errors(name)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("good")
  void theSchemaTakesAGoodFile(String name) throws IOException {
    assertThat(schemaErrors(name)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void theReaderTellsAllThatIsWrongAndWhere(String name) throws IOException {
    List<String> expected = lines(name, ERROR);
    assertThat(errors(name)).isEqualTo(expected);
    assertThat(expected).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void theSchemaRefusesABadFileUnlessTheRuleIsTheReadersAlone(String name) throws IOException {
    boolean readerOnly = !lines(name, READER_ONLY).isEmpty();
    assertThat(schemaErrors(name).isEmpty()).as(name).isEqualTo(readerOnly);
  }

  private static List<String> lines(String name, String prefix) throws IOException {
    return Files.readAllLines(fixtures().resolve(name)).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  private List<String> errors(String name) throws IOException {
    boolean ray = name.startsWith("ray/");
    Workspace workspace = new Workspace(folder).file("ray.yaml", content("ray/good/tune.yaml"));
    workspace.file(
        "pipeline.yaml",
        "dag: {steps: {a: {type: ray, task: {command: m.f}, ray_config: ray.yaml}}}");
    String file = ray ? "ray.yaml" : "pipeline.yaml";
    workspace.file(file, content(name));
    return workspace.errors().stream()
        .map(error ->
            error.replace(folder.toString(), "FOLDER").replaceFirst("^" + file + ":?", "").strip())
        .toList();
  }

  private static List<String> schemaErrors(String name) throws IOException {
    Optional<Document> document = YamlFile.parse(content(name), name, new Problems());
    if (document.isEmpty()) {
      return List.of();
    }
    Schema schema = name.startsWith("ray/") ? RAY_CONFIG : PIPELINE;
    return schema.validate(document.get().root().json().text(), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  private static Schema schema(String name) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SchemaLocation.of("classpath:/schema/" + name + ".schema.json"));
  }
}
