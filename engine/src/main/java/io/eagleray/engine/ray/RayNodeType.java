package io.eagleray.engine.ray;

import io.eagleray.engine.node.CachedFiles;
import io.eagleray.engine.node.TaskContract;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Node;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.Algorithm;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.model.ray.Tune;
import io.eagleray.problem.Topic;
import io.eagleray.run.RunEvent;
import io.eagleray.run.StepState;
import io.eagleray.run.Value;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RayBackend;
import io.eagleray.spi.RayBackend.Phase;
import io.eagleray.spi.TaskSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code ray}: fan-out, execution, fan-in, by the backend that serves the config's address.
 *
 * <p>Each phase's hand-over is an event; a phase that has one is not run again, but for fan-in,
 * whose outputs are only in the step's end.
 */
public final class RayNodeType implements NodeType {
  public static final String FAN_OUT = "fan-out";
  public static final String EXECUTION = "execution";
  public static final String FAN_IN = "fan-in";

  private final List<RayBackend> backends =
      ServiceLoader.load(RayBackend.class).stream().map(ServiceLoader.Provider::get).toList();

  @Override
  public String name() {
    return "ray";
  }

  @Override
  public boolean isReentrant() {
    return true;
  }

  @Override
  public Node read(NodeReading reading) {
    Optional<RayConfig> config = reading.rayConfig();
    Optional<Task> task = RayNodeTask.read(reading, config);
    if (task.isEmpty() || config.isEmpty()) {
      return reading.unread();
    }
    return new RayNode(
        reading.name(),
        reading.at(),
        reading.links(),
        needing(task.get(), config.get().resources()),
        config.get(),
        reading.settings());
  }

  /** The CPUs that the config gives each trial are those that its function's threads may use. */
  private static Task needing(Task task, Resources each) {
    Resources own = task.resources();
    return each.cpus() == Resources.DEFAULT.cpus()
        ? task
        : task.with(new Resources(each.cpus(), own.gpus(), own.memory()));
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    RayNode ray = (RayNode) node;
    CachedFiles.check(node, checking);
    Address address = ray.config().cluster().address();
    Optional<RayBackend> backend = backend(address);
    if (backend.isEmpty()) {
      checking
          .problems()
          .about(Topic.RAY_CONFIG)
          .error(
              ray.config().cluster().at(),
              "no backend of this version serves the cluster address \""
                  + address
                  + "\"; \"local\" runs the node here, without Ray");
    }
    Optional<NativeCheck> search =
        ray.config().nativeTune().map(tune -> new NativeCheck(ray, tune, checking));
    search.ifPresent(NativeCheck::refuse);
    TaskSignature signature =
        backend
            .map(found -> found.check(ray, checking))
            .orElseGet(() -> checking.inspect(ray.task()));
    search.ifPresent(check -> check.tell(signature));
    if (ray.config().tune().isEmpty()) {
      checking.checkReturns(ray.task());
    }
    return contract(ray, signature);
  }

  private static NodeContract contract(RayNode ray, TaskSignature signature) {
    List<SpaceParameter> space = ray.config().tune().map(Tune::space).orElse(List.of());
    Set<String> searched =
        space.stream()
            .map(parameter -> parameter.name().split("\\.", 2)[0])
            .collect(Collectors.toUnmodifiableSet());
    NodeContract open = TaskContract.of(ray.task(), signature);
    boolean search = ray.config().tune().isPresent();
    Predicate<String> isParameter =
        name -> !searched.contains(name) && !(search && TrialStart.GIVEN.contains(name));
    return new NodeContract(
        open.needs().stream().filter(need -> isParameter.test(need.parameter())).toList(),
        open.gives(),
        open.takesAll(),
        space.stream()
            .map(parameter -> new NodeContract.Need(parameter.name(), parameter.at()))
            .toList(),
        open.calls().stream()
            .map(call ->
                new NodeContract.Call(
                    call.task(),
                    call.arguments().stream().filter(isParameter).collect(Collectors.toSet())))
            .toList());
  }

  private Optional<RayBackend> backend(Address address) {
    return backends.stream().filter(backend -> backend.serves(address)).findFirst();
  }

  @Override
  public Optional<Resources> resources(Node node, Machine machine) {
    RayNode ray = (RayNode) node;
    return backend(ray.config().cluster().address())
        .flatMap(backend -> backend.resources(ray, machine));
  }

  /**
   * The whole config counts: every part of it may decide what is found, or what it costs. A command
   * of the cluster's own is no task that could be told to be the same.
   */
  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    RayNode ray = (RayNode) node;
    String print = fingerprint(node) + " " + ray.config().source().text();
    return Optional.of(CachedWork.of(print, ray.task()))
        .filter(work -> ray.config().job().isEmpty());
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    for (String phase : phases()) {
      Optional<NodeOutcome> outcome = walk(node, walking, phase);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw new IllegalStateException("fan-in ended without an outcome");
  }

  @Override
  public List<String> phases() {
    return List.of(FAN_OUT, EXECUTION, FAN_IN);
  }

  @Override
  public Optional<NodeOutcome> walk(Node node, NodeWalking walking, String phase) {
    RayNode ray = settled((RayNode) node, walking);
    RayBackend backend = backend(ray.config().cluster().address()).orElseThrow();
    return switch (phase) {
      case FAN_OUT -> unlessDone(phase(FAN_OUT, walking, () -> fanOut(ray, backend, walking)));
      case EXECUTION -> {
        JsonObject fanOut = handOver(FAN_OUT, walking);
        yield unlessDone(phase(EXECUTION, walking, () -> backend.execution(ray, fanOut, walking)));
      }
      case FAN_IN -> {
        Phase fanIn =
            fanIn(ray, backend, handOver(FAN_OUT, walking), handOver(EXECUTION, walking), walking);
        if (fanIn instanceof Phase.Done collected) {
          record(FAN_IN, collected, walking);
        }
        yield Optional.of(outcome(fanIn));
      }
      default -> throw new IllegalArgumentException("a Ray node has no phase \"" + phase + "\"");
    };
  }

  private static Phase fanOut(RayNode ray, RayBackend backend, NodeWalking walking) {
    Phase phase = backend.fanOut(ray, walking);
    if (ray.config().tune().isEmpty() || !(phase instanceof Phase.Done done)) {
      return phase;
    }
    SearchInputs inputs = SearchInputs.of(ray, walking);
    inputs.compareWithEarlier(walking);
    return new Phase.Done(inputs.in(done.handOver()), done.outputs());
  }

  /** A native search with what its config leaves open. */
  private static RayNode settled(RayNode ray, NodeWalking walking) {
    return ray.config()
        .nativeTune()
        .map(tune -> ForecastDefault.of(ray.config(), tune, walking.signature(ray.task())))
        .map(ray::withTune)
        .orElse(ray);
  }

  private static Optional<NodeOutcome> unlessDone(Phase phase) {
    return phase instanceof Phase.Done ? Optional.empty() : Optional.of(outcome(phase));
  }

  private static JsonObject handOver(String phase, NodeWalking walking) {
    return recorded(phase, walking)
        .orElseThrow(() -> new IllegalStateException("the log has no end of " + phase));
  }

  /** A search's results are a function of the log, whatever backend has run it. */
  private static Phase fanIn(
      RayNode ray,
      RayBackend backend,
      JsonObject submission,
      JsonObject execution,
      NodeWalking walking) {
    Phase home = backend.fanIn(ray, submission, execution, walking);
    if (ray.config().tune().isEmpty() || !(home instanceof Phase.Done done)) {
      return home;
    }
    Phase results = new SearchResults(ray, ray.config().tune().get(), walking).collect();
    return results instanceof Phase.Done made
        ? new Phase.Done(done.handOver().and(made.handOver()), made.outputs())
        : results;
  }

  private static Optional<JsonObject> recorded(String phase, NodeWalking walking) {
    return walking.read(state ->
        state
            .step(walking.path())
            .filter(step -> step.attempt() == walking.attempt())
            .map(StepState::phases)
            .map(phases -> phases.get(phase)));
  }

  private static Phase phase(String name, NodeWalking walking, Supplier<Phase> work) {
    Optional<JsonObject> before = recorded(name, walking);
    if (before.isPresent()) {
      return new Phase.Done(before.get());
    }
    Phase phase = work.get();
    if (phase instanceof Phase.Done done) {
      record(name, done, walking);
    }
    return phase;
  }

  private static void record(String name, Phase.Done done, NodeWalking walking) {
    walking.append(
        List.of(new RunEvent.PhaseEnded(walking.path(), walking.attempt(), name, done.handOver())));
  }

  private static NodeOutcome outcome(Phase phase) {
    return switch (phase) {
      case Phase.Done done -> {
        Map<String, Value> outputs = done.outputs();
        yield new NodeOutcome.Success(outputs, List.of());
      }
      case Phase.Failed failed -> new NodeOutcome.Failed(failed.failure(), failed.retriable());
      case Phase.Cancelled cancelled -> new NodeOutcome.Cancelled();
    };
  }

  @Override
  public String fingerprint(Node node) {
    RayNode ray = (RayNode) node;
    String search = ray.config().tune().map(RayNodeType::fingerprint).orElse("no search");
    return TaskContract.fingerprint(ray.task()) + " " + search;
  }

  /** What a study may not change once it has begun; how many trials it has may grow. */
  private static String fingerprint(Tune tune) {
    String space =
        tune.space().stream()
            .map(item -> item.name() + "=" + item.domain() + item.when())
            .collect(Collectors.joining(";"));
    return String.join(
        " ",
        "space=" + space,
        "metric=" + (tune.hasSeveralObjectives() ? tune.metrics() : tune.metric()),
        "mode=" + (tune.hasSeveralObjectives() ? modes(tune) : tune.mode()),
        "seed=" + tune.seed(),
        "sampler=" + fingerprint(tune.searchAlgorithm()),
        "scheduler=" + fingerprint(tune.scheduler()));
  }

  private static List<Tune.Mode> modes(Tune tune) {
    return tune.objectives().stream().map(Tune.Objective::mode).toList();
  }

  @Override
  public List<String> differences(String before, String after) {
    return SearchPrint.differences(before, after);
  }

  private static String fingerprint(Algorithm algorithm) {
    return algorithm.name() + algorithm.arguments().text();
  }

  @Override
  public String label(Node node) {
    RayNode ray = (RayNode) node;
    return "ray " + ray.config().cluster().address() + " · " + ray.task().command();
  }
}
