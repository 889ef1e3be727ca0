package io.eagleray.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eagleray.engine.ray.NativeAlgorithms;
import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.json.JsonText;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.TaskRunnerProvider;
import io.eagleray.yaml.MappingFile;
import io.eagleray.yaml.PipelineReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the same good and bad files of composite steps with the reader and with the JSON Schema. A
 * bad file ends in what the reader must say of it ({@code # error 3:5 …}); a rule that a schema
 * cannot know is named in it ({@code # reader only: …}).
 */
final class CompositeFixturesTest {
  private static final String ERROR = "# error ";
  private static final String READER_ONLY = "# reader only: ";
  private static final String CALLED =
      "dag: {steps: {clean: {command: m.f, returns: [rows, columns, dropped]}}}";
  private static final String SCHEMA = "schema/pipeline.schema.json";
  private static final Schema PIPELINE =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("classpath:/" + SCHEMA));
  private static final Map<String, NodeType> KINDS =
      ServiceLoader.load(NodeType.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(NodeType::name, Function.identity()));

  @TempDir Path folder;

  static List<Path> good() throws IOException, URISyntaxException {
    return files("good");
  }

  static List<Path> bad() throws IOException, URISyntaxException {
    return files("bad");
  }

  private static List<Path> files(String name) throws IOException, URISyntaxException {
    Path fixtures =
        Path.of(
            Objects.requireNonNull(CompositeFixturesTest.class.getResource("/fixtures/composite"))
                .toURI());
    try (Stream<Path> files = Files.list(fixtures.resolve(name))) {
      return files.sorted().toList();
    }
  }

  @BeforeEach
  void writeTheCalledPipeline() throws IOException {
    Files.writeString(folder.resolve("called.yaml"), CALLED);
  }

  @ParameterizedTest
  @MethodSource("good")
  void theReaderTakesAGoodFile(Path file) throws IOException {
    assertThat(errors(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("good")
  void theSchemaTakesAGoodFile(Path file) {
    assertThat(schemaErrors(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void theReaderTellsAllThatIsWrongAndWhere(Path file) throws IOException {
    List<String> expected = lines(file, ERROR);
    assertThat(errors(file)).isEqualTo(expected);
    assertThat(expected).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void theSchemaRefusesABadFileUnlessTheRuleIsTheReadersAlone(Path file) throws IOException {
    boolean readerOnly = !lines(file, READER_ONLY).isEmpty();
    assertThat(schemaErrors(file).isEmpty()).as(file.toString()).isEqualTo(readerOnly);
  }

  @Test
  void theSchemaNamesEveryKindOfStepThatThereIs() throws IOException {
    JsonObject type = schema().object("$defs").object("step").object("properties").object("type");
    List<String> named =
        ((JsonArray) type.get("enum").orElseThrow())
            .items().stream().map(word -> ((JsonText) word).value()).toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(KINDS.keySet());
  }

  private static JsonObject schema() throws IOException {
    ClassLoader classes = CompositeFixturesTest.class.getClassLoader();
    try (InputStream text = Objects.requireNonNull(classes.getResourceAsStream(SCHEMA))) {
      return (JsonObject) Json.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<String> lines(Path file, String prefix) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  private List<String> errors(Path file) throws IOException {
    Files.copy(file, folder.resolve("pipeline.yaml"));
    CommandTypes commandTypes =
        CommandTypes.of(
            ServiceLoader.load(TaskRunnerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    Problems problems = new Problems();
    new PipelineReader(KINDS, commandTypes, NativeAlgorithms.names(), List.of(), folder)
        .read(Path.of("pipeline.yaml"), problems);
    return problems.errors().stream()
        .map(Problem::toString)
        .map(error ->
            error.replace(folder.toString(), "FOLDER").replaceFirst("^pipeline.yaml:?", "").strip())
        .toList();
  }

  private static List<String> schemaErrors(Path file) {
    JsonObject document =
        MappingFile.read(file, String.valueOf(file.getFileName()), new Problems()).orElseThrow();
    return PIPELINE.validate(document.text(), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
