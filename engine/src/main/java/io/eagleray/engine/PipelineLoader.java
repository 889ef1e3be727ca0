package io.eagleray.engine;

import io.eagleray.engine.ray.NativeAlgorithms;
import io.eagleray.engine.secret.RunSecrets;
import io.eagleray.model.Graph;
import io.eagleray.model.Pipeline;
import io.eagleray.plan.Plan;
import io.eagleray.plan.PlanContext;
import io.eagleray.plan.Planner;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Problems;
import io.eagleray.spi.CommandTypes;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskRunnerProvider;
import io.eagleray.yaml.Assignment;
import io.eagleray.yaml.ConfigOverride;
import io.eagleray.yaml.Given;
import io.eagleray.yaml.ParametersReader;
import io.eagleray.yaml.Patches;
import io.eagleray.yaml.PipelineReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a pipeline and checks it whole, with the runners that will run it. */
final class PipelineLoader {
  private final EngineSettings settings;
  private final Machine machine;
  private final Path objects;
  private final Map<String, NodeType> nodeTypes;
  private final Map<String, TaskRunnerProvider> providers;

  /**
   * @param objects where workers put objects
   */
  PipelineLoader(EngineSettings settings, Machine machine, Path objects, Plugins plugins) {
    this.settings = settings;
    this.machine = machine;
    this.objects = objects;
    this.nodeTypes = plugins.nodeTypes();
    this.providers = plugins.taskRunners();
  }

  /** The kinds of nodes that there are, by name. */
  Map<String, NodeType> nodeTypes() {
    return nodeTypes;
  }

  /**
   * The parameters that a request gives.
   *
   * @throws InvalidInputException if a file cannot be read, or an assignment is none
   */
  Map<String, Given> parameters(RunRequest request) {
    Problems problems = new Problems();
    Map<String, Given> parameters = new LinkedHashMap<>();
    for (Path file : request.parameterFiles()) {
      parameters.putAll(ParametersReader.read(file, problems));
    }
    problems.throwIfErrors();
    for (String text : request.parameters()) {
      Assignment assignment = Assignment.parse(text, "-P rate=0.1");
      parameters.put(assignment.name(), new Given(assignment.value(), Optional.empty()));
    }
    return parameters;
  }

  /**
   * What one run or check is of.
   *
   * @param python the interpreter that the user asked for
   * @param patches what stands in for steps of a mocked run; empty for others
   * @param job whether the file must be one with a single task
   */
  record Source(
      Path pipeline,
      Path directory,
      Map<String, Given> parameters,
      List<String> sets,
      Optional<Path> python,
      Optional<Patches> patches,
      boolean job) {
    /** What a request asks for. */
    static Source of(RunRequest request, EngineSettings settings, Map<String, Given> parameters) {
      return new Source(
          request.pipeline(),
          settings.directory(),
          parameters,
          request.sets(),
          settings.python(),
          settings.patches(),
          request.job());
    }

    /** The same of another file. */
    Source of(Path file) {
      return new Source(file, directory, parameters, sets, python, patches, job);
    }

    Source with(List<String> otherSets) {
      return new Source(pipeline, directory, parameters, otherSets, python, patches, job);
    }
  }

  /**
   * The graph of a pipeline, not checked.
   *
   * @throws InvalidInputException if it cannot be read
   */
  Graph graph(Source source) {
    return read(source, new Problems()).graph();
  }

  /**
   * Reads and checks.
   *
   * @param logs where workers' own output goes
   * @throws InvalidInputException with all that is wrong
   */
  LoadedRun load(Source source, boolean offline, Path logs, ProcessLedger ledger) {
    Problems problems = new Problems();
    Pipeline pipeline = read(source, problems);
    RunSecrets secrets = new RunSecrets(settings.secrets());
    OpenRunners runners = new OpenRunners(context(source, pipeline, logs, ledger, secrets));
    try {
      Plan plan =
          new Planner(planContext(source, offline, runners, secrets)).plan(pipeline, problems);
      return new LoadedRun(plan, nodeTypes, runners.open());
    } catch (RuntimeException e) {
      runners.close();
      throw e;
    }
  }

  private Pipeline read(Source source, Problems problems) {
    List<ConfigOverride> overrides = source.sets().stream().map(ConfigOverride::parse).toList();
    PipelineReader reader =
        new PipelineReader(
            nodeTypes,
            CommandTypes.of(providers.values()),
            NativeAlgorithms.names(),
            overrides,
            source.directory());
    PipelineReader mocked = source.patches().map(reader::mocked).orElse(reader);
    return (source.job() ? mocked.ofJobs() : mocked)
        .read(source.pipeline(), problems)
        .orElseThrow(() -> new InvalidInputException(problems.errors()));
  }

  private PlanContext planContext(
      Source source, boolean offline, OpenRunners runners, RunSecrets secrets) {
    return new PlanContext(
        nodeTypes,
        providers.keySet(),
        runners::of,
        secrets,
        settings.surroundings(),
        machine,
        source.parameters(),
        offline,
        source.patches().isPresent(),
        source.directory());
  }

  private RunnerContext context(
      Source source, Pipeline pipeline, Path logs, ProcessLedger ledger, RunSecrets secrets) {
    return new RunnerContext(
        pipeline.folder(),
        source.directory(),
        settings.state(),
        objects,
        logs,
        settings.environment(),
        source.python(),
        pipeline.java(),
        Runtime.getRuntime().availableProcessors(),
        ledger,
        secrets,
        secrets::values,
        settings.progress(),
        settings.containers());
  }

  /** The runners of one run, opened when first asked for. */
  private final class OpenRunners {
    private final RunnerContext context;
    private final Map<String, TaskRunner> runners = new HashMap<>();

    OpenRunners(RunnerContext context) {
      this.context = context;
    }

    TaskRunner of(String commandType) {
      return runners.computeIfAbsent(commandType, this::start);
    }

    private TaskRunner start(String commandType) {
      TaskRunnerProvider provider = providers.get(commandType);
      if (provider == null) {
        throw new IllegalArgumentException("no task runner for " + commandType);
      }
      return provider.open(context);
    }

    Map<String, TaskRunner> open() {
      return Map.copyOf(runners);
    }

    void close() {
      runners.values().forEach(TaskRunner::close);
    }
  }
}
