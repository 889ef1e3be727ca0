package io.eagleray.testkit;

import io.eagleray.json.Json;
import io.eagleray.model.Bytes;
import io.eagleray.model.Pipeline;
import io.eagleray.plan.Plan;
import io.eagleray.plan.PlanContext;
import io.eagleray.plan.Planner;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Problem;
import io.eagleray.problem.Problems;
import io.eagleray.spi.AlgorithmNames;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.Machine;
import io.eagleray.spi.ProgramFiles;
import io.eagleray.spi.Secrets;
import io.eagleray.spi.Surroundings;
import io.eagleray.yaml.ConfigOverride;
import io.eagleray.yaml.Given;
import io.eagleray.yaml.PipelineReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A folder with a user's files, read and checked as the command line does. */
public final class Workspace {
  /** The samplers, schedulers and stoppers that tests name. */
  public static final AlgorithmNames ALGORITHMS =
      new AlgorithmNames(
          Map.of(
              "OptunaSearch", Set.of("seed"), "tpe", Set.of("seed"), "Other", AlgorithmNames.ANY),
          Map.of(
              "ASHAScheduler",
              Set.of("max_t", "grace_period", "reduction_factor", "time_attr"),
              "fifo",
              Set.of()),
          Map.of("TrialPlateauStopper", Set.of("metric", "mode", "std", "num_results")));

  private static final CommandTypes COMMAND_TYPES =
      new CommandTypes(
          Map.of(
              "python",
              Set.of(),
              "async-python",
              Set.of("stream_end_type"),
              "notebook",
              Set.of("optional_ploomber_args"),
              "container",
              Set.of("image", "env", "volumes"),
              "java",
              Set.of(),
              "shell",
              Set.of()));

  private final Path folder;
  private final Problems problems = new Problems();
  private final Map<String, Given> parameters = new LinkedHashMap<>();
  private List<ConfigOverride> overrides = List.of();

  public Workspace(Path folder) {
    this.folder = folder;
  }

  /** Writes a file. */
  public Workspace file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Workspace set(String... assignments) {
    overrides = Arrays.stream(assignments).map(ConfigOverride::parse).toList();
    return this;
  }

  public Workspace parameter(String name, Json value) {
    parameters.put(name, new Given(value, Optional.empty()));
    return this;
  }

  /** Reads {@code pipeline.yaml}. */
  public Optional<Pipeline> read() {
    return new PipelineReader(Kinds.all(), COMMAND_TYPES, ALGORITHMS, overrides, folder)
        .read(Path.of("pipeline.yaml"), problems);
  }

  /** Reads and checks {@code pipeline.yaml}; fails where something is wrong. */
  public Plan plan(Functions functions) {
    Pipeline pipeline = read().orElseThrow(() -> new AssertionError(all()));
    return planner(functions).plan(pipeline, problems);
  }

  private Planner planner(Functions functions) {
    return new Planner(
        new PlanContext(
            Kinds.all(),
            COMMAND_TYPES.names(),
            type -> functions,
            new OneSecret(),
            new Surroundings(folder, Map.of(), new NoProgram()),
            new Machine(2, new Bytes(8L << 30), false),
            parameters,
            true,
            false,
            folder));
  }

  /** What is wrong with {@code pipeline.yaml}, in the order of the places. */
  public List<String> errors() {
    read();
    return texts(problems.errors());
  }

  /** What is wrong with {@code pipeline.yaml} after it was also checked as a whole. */
  public List<String> errors(Functions functions) {
    try {
      read().ifPresent(pipeline -> planner(functions).plan(pipeline, problems));
    } catch (InvalidInputException e) {
      return texts(e.problems());
    }
    return texts(problems.errors());
  }

  public List<String> warnings() {
    return texts(problems.warnings());
  }

  private List<String> all() {
    return texts(problems.errors());
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  /** Nothing of this program is taken anywhere. */
  private static final class NoProgram implements ProgramFiles {
    @Override
    public Path workerJar() {
      throw new UnsupportedOperationException("only checked");
    }

    @Override
    public List<Path> classPath() {
      return List.of();
    }

    @Override
    public List<Path> studyClassPath() {
      return List.of();
    }

    @Override
    public Map<String, byte[]> python() {
      return Map.of();
    }
  }

  /** Knows {@code TOKEN}. */
  private static final class OneSecret implements Secrets {
    @Override
    public Optional<String> find(String name) {
      return name.equals("TOKEN") ? Optional.of("secret value") : Optional.empty();
    }

    @Override
    public String place() {
      return "the environment";
    }
  }
}
