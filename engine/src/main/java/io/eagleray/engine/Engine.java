package io.eagleray.engine;

import io.eagleray.dsl.CodeFunction;
import io.eagleray.engine.store.RunId;
import io.eagleray.engine.task.java.FunctionTaskRunnerProvider;
import io.eagleray.engine.walk.RunFront;
import io.eagleray.engine.walk.StepResets;
import io.eagleray.model.Node;
import io.eagleray.problem.EnvironmentException;
import io.eagleray.problem.InvalidInputException;
import io.eagleray.problem.Location;
import io.eagleray.problem.Nearest;
import io.eagleray.run.RunState;
import io.eagleray.run.RunStatus;
import io.eagleray.run.StepPath;
import io.eagleray.run.StepState;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.CatalogProvider;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.RunBusyException;
import io.eagleray.spi.RunExistsException;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.RunStoreException;
import io.eagleray.spi.StoreSurroundings;
import io.eagleray.yaml.Given;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

/**
 * Runs pipelines on this machine, and takes runs up again. One for each process and state folder.
 *
 * <p>Every method that reads what a user wrote throws {@link InvalidInputException} with all that
 * is wrong in it.
 */
public final class Engine implements AutoCloseable {
  /** How many names for a new run may be another's before it has none. */
  private static final int MOST_NAMES = 100;

  private final EngineSettings settings;
  private final PipelineLoader loader;
  private final RunStore store;
  private final Catalog catalog;
  private final ScheduledExecutorService timer;
  private final Machine machine;
  private final Optional<Path> pipeline;

  private Engine(
      EngineSettings settings,
      RunStore store,
      CatalogProvider.Source catalog,
      Map<String, CodeFunction> functions,
      Optional<Path> pipeline) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.store = store;
    this.catalog = catalog.open(settings.clock(), store::driven);
    this.machine = ThisMachine.look(settings.ignoreGpus());
    this.loader = new PipelineLoader(settings, machine, this.catalog.objects(), plugins(functions));
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timer").factory());
  }

  /** Opens the state folder, with everything in it. */
  public static Engine open(EngineSettings settings) {
    return open(settings, usual(settings));
  }

  /** Opens the run store and the catalog of a configuration. */
  public static Engine open(EngineSettings settings, Configuration configuration) {
    return open(settings, configuration, Map.of(), Optional.empty());
  }

  /**
   * Opens the run store and the catalog of a configuration, for a program that made a pipeline.
   *
   * @param functions of this program, which pipelines made in it call by these commands
   * @param pipeline the program's file of its pipeline, by which runs are taken up instead of by
   *     the file that they had
   */
  public static Engine open(
      EngineSettings settings,
      Configuration configuration,
      Map<String, CodeFunction> functions,
      Path pipeline) {
    return open(settings, configuration, functions, Optional.of(pipeline));
  }

  private static Engine open(
      EngineSettings settings,
      Configuration configuration,
      Map<String, CodeFunction> functions,
      Optional<Path> pipeline) {
    return new Engine(
        settings,
        configuration.runs().open(settings.clock()),
        configuration.catalog(),
        functions,
        pipeline);
  }

  private static Configuration usual(EngineSettings settings) {
    return Configuration.usual(
        new StoreSurroundings(
            settings.state(), settings.directory(), settings.environment(), false));
  }

  private static Plugins plugins(Map<String, CodeFunction> functions) {
    return Plugins.load().with(new FunctionTaskRunnerProvider(functions));
  }

  /** Where the steps of runs are run, for those who drive them by {@link #next}. */
  public Executor executor() {
    return settings.executor();
  }

  public RunStore store() {
    return store;
  }

  public Catalog catalog() {
    return catalog;
  }

  /**
   * Runs a pipeline to its end.
   *
   * @throws RunExistsException if the id is taken
   * @throws RunBusyException if another process makes a run of that id
   */
  public RunState run(RunRequest request, RunListener listener, Cancellation cancellation) {
    return run(request, new Course.ToTheEnd(), listener, cancellation);
  }

  /**
   * Runs a pipeline until the walk stands before one of its steps; {@link #resume} goes on there.
   *
   * @throws InvalidInputException also if there is no such step
   */
  public RunState runUntil(
      String step, RunRequest request, RunListener listener, Cancellation cancellation) {
    return run(request, new Course.Until(step), listener, cancellation);
  }

  /**
   * Checks a pipeline and records its run, and runs nothing of it; {@link #next} says what is due.
   *
   * @param until a step before which the run is going to stop
   */
  public RunState begin(
      Optional<String> until, RunRequest request, RunListener listener, Cancellation cancellation) {
    return run(request, new Course.Begun(until), listener, cancellation);
  }

  private RunState run(
      RunRequest request, Course course, RunListener listener, Cancellation cancellation) {
    Optional<String> asked = request.runId().map(RunId::checkNew);
    Map<String, Given> parameters = loader.parameters(request);
    Claim claim = asked.map(this::claim).orElseGet(this::claimAny);
    try (RunStore.RunLock lock = claim.lock()) {
      return session(claim.runId(), listener, cancellation).begin(request, parameters, course);
    } catch (InvalidInputException | EnvironmentException e) {
      try {
        forget(claim.runId());
      } catch (RunStoreException unreachable) {
        e.addSuppressed(unreachable);
      }
      throw e;
    }
  }

  /** The id of a new run, which no other process can take any more. */
  private record Claim(String runId, RunStore.RunLock lock) {}

  private Claim claim(String runId) {
    RunStore.RunLock lock = lock(runId);
    try {
      if (isTaken(runId)) {
        throw new RunExistsException("the run id " + runId + " is taken; --run-id names another");
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    return new Claim(runId, lock);
  }

  /** A name that is free when it is made may be another process's a moment later. */
  private Claim claimAny() {
    for (int tries = 1; ; tries++) {
      try {
        return claim(newName());
      } catch (RunBusyException | RunExistsException e) {
        if (tries == MOST_NAMES) {
          throw e;
        }
      }
    }
  }

  /** Nothing was run, so nothing stays but the log of an import that failed. */
  private void forget(String runId) {
    if (!store.exists(runId)) {
      store.delete(runId);
    }
  }

  private RunStore.RunLock lock(String runId) {
    RunStore.RunLock lock = store.lock(runId);
    CancelWatch.forget(RunFiles.of(settings.state(), runId).cancelRequest());
    return lock;
  }

  /** A run whose driver died before it wrote anything is as good as none. */
  private boolean isTaken(String runId) {
    return store.exists(runId) && store.read(runId, 0, event -> {}) > 0;
  }

  /**
   * Goes on with a run that was interrupted or cancelled. One that succeeded is returned as it is.
   *
   * @throws InvalidInputException if the run failed, or its pipeline's graph has changed
   */
  public RunState resume(String runId, RunListener listener, Cancellation cancellation) {
    return goOn(runId, new Course.ToTheEnd(), listener, cancellation);
  }

  /**
   * Goes on like {@link #resume} until the walk stands before a step.
   *
   * @throws InvalidInputException also if there is no such step
   */
  public RunState resumeUntil(
      String step, String runId, RunListener listener, Cancellation cancellation) {
    return goOn(runId, new Course.Until(step), listener, cancellation);
  }

  /**
   * Runs one step of the pipeline's own graph, all phases of it. One that has ended is left as it
   * is.
   *
   * @throws InvalidInputException if the run failed, or the step is not the next one
   */
  public RunState step(String runId, String step, RunListener listener, Cancellation cancellation) {
    return goOn(runId, new Course.OneStep(step), listener, cancellation);
  }

  /**
   * Runs one phase of one step of the pipeline's own graph. One that is in the log is left as it
   * is.
   *
   * @throws InvalidInputException if the run failed, the step is not the next one, or a phase
   *     before this one is missing
   */
  public RunState phase(
      String runId, String step, String phase, RunListener listener, Cancellation cancellation) {
    return goOn(runId, new Course.OnePhase(step, phase), listener, cancellation);
  }

  /** Takes a run up again like {@link #resumeUntil}, and runs nothing of it. */
  public RunState beginResume(
      Optional<String> until, String runId, RunListener listener, Cancellation cancellation) {
    return goOn(runId, new Course.Begun(until), listener, cancellation);
  }

  private RunState goOn(
      String runId, Course course, RunListener listener, Cancellation cancellation) {
    try (RunStore.RunLock lock = lock(runId)) {
      RunState state = read(runId);
      if (course.isDone(state, loader.nodeTypes())) {
        return state;
      }
      return switch (state.status()) {
        case SUCCESS -> state;
        case FAILED ->
            throw new InvalidInputException(
                Location.of("run " + runId),
                "it failed; after mending the cause: eagleray retry " + runId);
        default ->
            session(runId, listener, cancellation)
                .goOn(state, state.sets(), loaded -> List.of(), course);
      };
    }
  }

  /**
   * Starts the failed steps of a run again, and all that came after them. A run that succeeded
   * starts its Ray nodes again where {@code sets} say what it had not been told, to enlarge them.
   *
   * @param sets over those that the run had
   */
  public RunState retry(
      String runId, List<String> sets, RunListener listener, Cancellation cancellation) {
    return retry(runId, sets, Optional.empty(), listener, cancellation);
  }

  /**
   * Starts a step again too, all that is inside it, and all that came after it.
   *
   * @param from the step's path
   * @throws InvalidInputException also if no such step has started
   */
  public RunState retry(
      String runId,
      List<String> sets,
      Optional<String> from,
      RunListener listener,
      Cancellation cancellation) {
    return retry(runId, sets, from, new Course.ToTheEnd(), listener, cancellation);
  }

  /** Records what {@link #retry} would start again, and runs nothing of it. */
  public RunState beginRetry(
      String runId,
      List<String> sets,
      Optional<String> from,
      RunListener listener,
      Cancellation cancellation) {
    return retry(runId, sets, from, new Course.Begun(Optional.empty()), listener, cancellation);
  }

  private RunState retry(
      String runId,
      List<String> sets,
      Optional<String> from,
      Course course,
      RunListener listener,
      Cancellation cancellation) {
    try (RunStore.RunLock lock = lock(runId)) {
      RunState state = read(runId);
      List<String> all = new ArrayList<>(state.sets());
      all.addAll(sets);
      boolean changes = !settled(all).equals(settled(state.sets()));
      Optional<StepPath> first = from.map(path -> started(path, state));
      Predicate<StepState> also =
          step ->
              changes && step.type().equals("ray")
                  || first.filter(path -> isAt(path, step)).isPresent();
      if (state.status() == RunStatus.SUCCESS && state.steps().stream().noneMatch(also)) {
        return state;
      }
      return session(runId, listener, cancellation)
          .goOn(
              state,
              all,
              loaded ->
                  StepResets.ofRun(
                      state.steps(), loaded.plan().pipeline().graph(), loaded.types(), also),
              course);
    }
  }

  /** The sets that count: of those with one path the last, in their order. */
  private static List<String> settled(List<String> sets) {
    Map<String, String> last = new LinkedHashMap<>();
    for (String set : sets) {
      String path = set.substring(0, Math.max(0, set.indexOf('=')));
      last.remove(path);
      last.put(path, set);
    }
    return List.copyOf(last.values());
  }

  private static boolean isAt(StepPath path, StepState step) {
    return step.path().equals(path) || step.path().isInside(path);
  }

  private static StepPath started(String from, RunState state) {
    StepPath path = new StepPath(from);
    List<String> known = state.steps().stream().map(step -> step.path().text()).toList();
    Optional<StepState> whole =
        state.steps().stream()
            .filter(step -> step.origin().isPresent() && path.isInside(step.path()))
            .findFirst();
    if (!known.contains(from) && whole.isPresent()) {
      String around = whole.get().path().text();
      throw new InvalidInputException(
          Location.of("run " + state.created().runId()),
          "no step \""
              + from
              + "\" has started in it, for \""
              + around
              + "\" was taken whole from run "
              + whole.get().origin().orElseThrow().run()
              + "; --from "
              + around
              + " starts all of it");
    }
    if (!known.contains(from)) {
      throw new InvalidInputException(
          Location.of("run " + state.created().runId()),
          "no step \"" + from + "\" has started in it" + Nearest.hintOrKnown(from, known));
    }
    return path;
  }

  /**
   * The step of the pipeline's own graph that is due, by the run's log.
   *
   * @return empty where the run has ended, or where nothing but its end is left
   * @throws InvalidInputException if the pipeline cannot be read any more
   */
  public Optional<NextStep> next(String runId) {
    RunState state = read(runId);
    if (state.status().isEnded()) {
      return Optional.empty();
    }
    Node next = RunFront.of(loader.graph(Session.source(settings, state)), state);
    return Optional.of(next)
        .filter(node -> !node.isTerminal())
        .map(node -> new NextStep(node.name(), phases(node.type())));
  }

  private List<String> phases(String type) {
    return Optional.ofNullable(loader.nodeTypes().get(type))
        .map(NodeType::phases)
        .orElse(List.of());
  }

  private Session session(String runId, RunListener listener, Cancellation cancellation) {
    return new Session(
        settings, loader, store, catalog, machine, timer, runId, pipeline, listener, cancellation);
  }

  /**
   * The run as its log has it.
   *
   * @throws InvalidInputException if its maker died before it wrote anything
   */
  public RunState read(String runId) {
    RunState state = new RunState();
    store.read(runId, 0, state::apply);
    if (!state.isCreated()) {
      throw new InvalidInputException(
          Location.of("run " + runId),
          "it was interrupted before anything of it was recorded; run it again, also as --run-id "
              + runId);
    }
    return state;
  }

  private String newName() {
    LocalTime now = LocalTime.ofInstant(settings.clock().instant(), ZoneId.systemDefault());
    String name = RunNames.next(settings.random(), now);
    while (store.exists(name)) {
      name = RunNames.next(settings.random(), now);
    }
    return name;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    store.close();
  }
}
