package io.eagleray.yaml;

import io.eagleray.json.Json;
import io.eagleray.json.JsonText;
import io.eagleray.model.Graph;
import io.eagleray.model.Pipeline;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.AlgorithmNames;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.NodeType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads pipeline files. All that is wrong is told at once, each with its place; reading checks each
 * part by itself, a plan checks how they fit.
 */
public final class PipelineReader {
  private final Map<String, NodeType> nodeTypes;
  private final CommandTypes commandTypes;
  private final AlgorithmNames algorithms;
  private final List<ConfigOverride> overrides;
  private final Path workingDirectory;
  private final Optional<Patches> patches;
  private final boolean jobs;

  /**
   * @param nodeTypes by the word under {@code type}
   * @param commandTypes the words under {@code command_type}
   * @param algorithms what a Ray config may name
   * @param overrides set over each Ray config of the pipeline
   * @param workingDirectory where files are looked for that are not beside the pipeline
   */
  public PipelineReader(
      Map<String, NodeType> nodeTypes,
      CommandTypes commandTypes,
      AlgorithmNames algorithms,
      List<ConfigOverride> overrides,
      Path workingDirectory) {
    this(nodeTypes, commandTypes, algorithms, overrides, workingDirectory, Optional.empty(), false);
  }

  private PipelineReader(
      Map<String, NodeType> nodeTypes,
      CommandTypes commandTypes,
      AlgorithmNames algorithms,
      List<ConfigOverride> overrides,
      Path workingDirectory,
      Optional<Patches> patches,
      boolean jobs) {
    this.nodeTypes = Map.copyOf(nodeTypes);
    this.commandTypes = commandTypes;
    this.algorithms = algorithms;
    this.overrides = List.copyOf(overrides);
    this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    this.patches = patches;
    this.jobs = jobs;
  }

  /**
   * Reads pipelines so that steps which run something do not, but for those that have a patch here.
   */
  public PipelineReader mocked(Patches standIns) {
    return new PipelineReader(
        nodeTypes,
        commandTypes,
        algorithms,
        overrides,
        workingDirectory,
        Optional.of(standIns),
        jobs);
  }

  /** Reads files with a single task, and refuses whole pipelines. */
  public PipelineReader ofJobs() {
    return new PipelineReader(
        nodeTypes, commandTypes, algorithms, overrides, workingDirectory, patches, true);
  }

  /**
   * Reads a pipeline.
   *
   * @param file as the user named it; messages name it so
   * @return the pipeline, also where the problems hold errors, so that a plan can find more; empty
   *     where there is none to speak of
   */
  public Optional<Pipeline> read(Path file, Problems problems) {
    Path absolute = workingDirectory.resolve(file).normalize();
    return YamlFile.read(absolute, file.toString(), problems)
        .flatMap(document -> pipeline(document, file, absolute, problems));
  }

  private Optional<Pipeline> pipeline(
      Document document, Path file, Path absolute, Problems problems) {
    if (!(document.root() instanceof Located.Mapping whole)) {
      problems
          .about(Topic.PIPELINE)
          .error(
              document.root().at(),
              "a pipeline must be a mapping with the key \"dag\", not "
                  + Values.shown(document.root().json()));
      return Optional.empty();
    }
    if (jobs && !SingleJob.isIn(whole)) {
      SingleJob.miss(whole, file, problems.about(Topic.PIPELINE));
      return Optional.empty();
    }
    Located.Mapping root = WrittenBy.placed(SingleJob.writtenOut(whole));
    StepPatches standIns = new StepPatches(patches);
    YamlMapping top = new YamlMapping(root, Label.NONE, problems.about(Topic.PIPELINE));
    Optional<WrittenBy> program = WrittenBy.read(top);
    Path folder =
        program
            .map(WrittenBy::folder)
            .or(() -> Optional.ofNullable(absolute.getParent()))
            .orElse(absolute);
    Path shown = program.map(written -> Path.of(written.file())).orElse(file);
    RayConfigFiles rayConfigs =
        new RayConfigFiles(shown, folder, workingDirectory, algorithms, overrides, problems);
    SubPipelines pipelines =
        new SubPipelines(
            shown,
            program.isPresent() ? folder.resolve(nameOf(file)) : absolute,
            workingDirectory,
            problems);
    String name = top.text("name").orElseGet(() -> nameOf(file));
    Optional<String> description = top.text("description");
    if (!top.has("dag")) {
      top.problems().error(root.at(), "a pipeline needs the key \"dag\", with \"steps\" in it");
    }
    Optional<Graph> graph =
        top.child("dag")
            .flatMap(dag ->
                new GraphReader(nodeTypes, commandTypes, rayConfigs, pipelines, standIns)
                    .read(dag));
    Pipeline pipeline =
        new Pipeline(
            name,
            description.or(() -> top.child("dag").flatMap(PipelineReader::description)),
            program
                .map(written -> Location.of(written.file()))
                .orElseGet(() -> new Location(file.toString(), 1, 1)),
            folder,
            graph.orElse(new Graph("", Map.of())),
            TaskReader.java(top));
    document.acceptAnchored(root, top);
    top.finish();
    if (patches.isEmpty()) { // Of a mocked run no Ray config is read.
      rayConfigs.finish(pipeline.at());
    }
    standIns.finish(problems.about(Topic.STEPS));
    return graph.isPresent() ? Optional.of(pipeline) : Optional.empty();
  }

  /** A graph may say anything, and Runnable's often say nothing. */
  private static Optional<String> description(YamlMapping graph) {
    return graph.json("description").orElse(Json.NULL) instanceof JsonText(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
