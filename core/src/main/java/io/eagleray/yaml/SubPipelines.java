package io.eagleray.yaml;

import io.eagleray.model.Graph;
import io.eagleray.problem.Location;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the pipelines that steps name. They lie in the folder of the pipeline that is run, so that
 * what they name is found beside both.
 */
final class SubPipelines {
  private final Path pipeline;
  private final UserFiles files;
  private final List<Path> chain;
  private final Problems problems;

  /**
   * @param pipeline the file that names others, as the user named it
   * @param absolute the same file
   */
  SubPipelines(Path pipeline, Path absolute, Path workingDirectory, Problems problems) {
    this(
        pipeline,
        new UserFiles(Optional.ofNullable(absolute.getParent()).orElse(absolute), workingDirectory),
        List.of(absolute),
        problems);
  }

  private SubPipelines(Path pipeline, UserFiles files, List<Path> chain, Problems problems) {
    this.pipeline = pipeline;
    this.files = files;
    this.chain = List.copyOf(chain);
    this.problems = problems;
  }

  /**
   * Reads the graph of another pipeline.
   *
   * @param at where it is named
   * @param reader makes the reader of a graph that may name further ones
   */
  Optional<Graph> read(String name, Location at, Function<SubPipelines, GraphReader> reader) {
    Optional<Path> found = files.find(name, at, problems).map(Path::normalize);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Path file = found.get();
    if (chain.contains(file)) {
      problems.error(at, "the pipelines call each other: " + shown(file));
      return Optional.empty();
    }
    if (!files.folder().equals(file.getParent())) {
      problems.error(
          at,
          "the pipeline \""
              + name
              + "\" must lie in the folder of the one that is run, "
              + files.folder());
      return Optional.empty();
    }
    List<Path> longer = new ArrayList<>(chain);
    longer.add(file);
    SubPipelines inside = new SubPipelines(pipeline, files, longer, problems);
    return YamlFile.read(file, pipeline.resolveSibling(name).normalize().toString(), problems)
        .flatMap(document -> graph(document, reader.apply(inside)));
  }

  private String shown(Path again) {
    return Stream.concat(chain.stream().dropWhile(path -> !path.equals(again)), Stream.of(again))
        .map(path -> String.valueOf(path.getFileName()))
        .collect(Collectors.joining(" → "));
  }

  private Optional<Graph> graph(Document document, GraphReader reader) {
    if (!(document.root() instanceof Located.Mapping root)) {
      problems.error(
          document.root().at(),
          "a pipeline must be a mapping with the key \"dag\", not "
              + Values.shown(document.root().json()));
      return Optional.empty();
    }
    YamlMapping top = new YamlMapping(root, Label.NONE, problems.about(Topic.PIPELINE));
    top.text("name");
    top.text("description");
    if (!top.has("dag")) {
      top.problems().error(root.at(), "a pipeline needs the key \"dag\", with \"steps\" in it");
    }
    if (top.has("java")) {
      top.problems()
          .error(
              top.keyAt("java"),
              "a pipeline that another one calls has no \"java\" of its own; write it there, or on"
                  + " its steps");
    }
    Optional<Graph> graph = top.child("dag").flatMap(reader::read);
    document.acceptAnchored(root, top);
    top.finish();
    return graph;
  }
}
