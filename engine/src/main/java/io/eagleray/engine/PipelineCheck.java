package io.eagleray.engine;

import io.eagleray.problem.InvalidInputException;
import io.eagleray.spi.NodeType;
import io.eagleray.yaml.Given;
import java.nio.file.Path;
import java.util.Map;

/**
 * Checks pipelines as an engine would before it runs them. It opens neither run log nor catalog:
 * the state folder takes no more than the logs and caches of the workers that look at functions.
 */
public final class PipelineCheck {
  private final EngineSettings settings;
  private final PipelineLoader loader;
  private final Path logs;

  public PipelineCheck(EngineSettings settings) {
    this.settings = settings;
    this.logs = settings.state().resolve("check");
    this.loader =
        new PipelineLoader(
            settings,
            ThisMachine.look(settings.ignoreGpus()),
            logs.resolve("objects"),
            Plugins.load());
  }

  /** The kinds of nodes that there are, by name. */
  public Map<String, NodeType> nodeTypes() {
    return loader.nodeTypes();
  }

  /**
   * Checks a pipeline; runs nothing of it.
   *
   * @throws InvalidInputException with all that is wrong
   */
  public Checked check(RunRequest request) {
    Map<String, Given> parameters = loader.parameters(request);
    PipelineLoader.Source source = PipelineLoader.Source.of(request, settings, parameters);
    try (LoadedRun loaded = loader.load(source, request.offline(), logs, new ProcessLedger())) {
      return new Checked(loaded.plan(), loaded.plan().warnings());
    }
  }
}
