package io.eagleray.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.eagleray.engine.ConfigurationReader;
import io.eagleray.engine.ray.NativeAlgorithms;
import io.eagleray.problem.Problems;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.StoreSurroundings;
import io.eagleray.spi.TaskRunnerProvider;
import io.eagleray.yaml.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is what the project reads and compiles. */
final class DocumentedFilesTest {
  private static final String A_RAY_STEP =
      "dag: {steps: {tune: {type: ray, task: {command: a.b, returns: [c]}, ray_config: ray.yaml}}}";

  private static final List<String> CONFIG_SECTIONS =
      List.of("run-log-store:", "catalog:", "pipeline-executor:", "job-executor:");

  private static final String A_CALLED_PIPELINE = "dag: {steps: {clean: {type: stub}}}";

  /** The config has the command. */
  private static final String A_JOB_STEP =
      "dag: {steps: {train: {type: ray, ray_config: ray.yaml}}}";

  @TempDir Path folder;

  static List<Documents.Block> yaml() throws IOException {
    return Documents.blocks("yaml");
  }

  static List<Documents.Block> java() throws IOException {
    return Documents.blocks("java").stream()
        .filter(block -> block.text().contains("class "))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void everyYamlBlockIsAPipelineOrAConfigThatReads(Documents.Block block) throws IOException {
    if (isConfig(block.text())) {
      Path config = Files.writeString(folder.resolve("config.yaml"), block.text());
      assertThatCode(() -> configurations().read(config, "config.yaml")).doesNotThrowAnyException();
      return;
    }
    Files.writeString(folder.resolve("pipeline.yaml"), pipeline(block.text()));
    Files.writeString(folder.resolve("ray.yaml"), block.text());
    Files.writeString(folder.resolve("cleaning.yaml"), A_CALLED_PIPELINE);
    Problems problems = new Problems();

    reader().read(Path.of("pipeline.yaml"), problems);

    assertThat(problems.errors()).as(block.place()).isEmpty();
  }

  private static boolean isConfig(String block) {
    return block.lines().anyMatch(line -> CONFIG_SECTIONS.stream().anyMatch(line::startsWith));
  }

  private ConfigurationReader configurations() {
    return new ConfigurationReader(
        new StoreSurroundings(folder.resolve(".eagleray"), folder, Map.of(), false));
  }

  private static String pipeline(String block) {
    if (block.lines().anyMatch(line -> line.startsWith("dag:") || line.startsWith("job:"))) {
      return block;
    }
    return block.contains("entrypoint:") ? A_JOB_STEP : A_RAY_STEP;
  }

  private PipelineReader reader() {
    Map<String, NodeType> types = new HashMap<>();
    ServiceLoader.load(NodeType.class).forEach(type -> types.put(type.name(), type));
    CommandTypes commandTypes =
        CommandTypes.of(
            ServiceLoader.load(TaskRunnerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    return new PipelineReader(types, commandTypes, NativeAlgorithms.names(), List.of(), folder);
  }

  @ParameterizedTest
  @MethodSource("java")
  void everyJavaClassCompiles(Documents.Block block) throws IOException {
    Path source = Files.writeString(folder.resolve("Shown.java"), block.text());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      boolean compiled =
          compiler
              .getTask(null, files, null, options, null, files.getJavaFileObjects(source))
              .call();

      assertThat(compiled).as(block.place()).isTrue();
    }
  }

  @Test
  void thereAreBlocksToLookAt() throws IOException {
    assertThat(yaml()).hasSizeGreaterThan(4);
    assertThat(java()).isNotEmpty();
  }
}
