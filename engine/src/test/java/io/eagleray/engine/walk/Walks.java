package io.eagleray.engine.walk;

import io.eagleray.engine.OwnFiles;
import io.eagleray.engine.cache.EarlierSteps;
import io.eagleray.engine.catalog.FolderCatalogs;
import io.eagleray.engine.secret.EnvironmentSecrets;
import io.eagleray.engine.store.MemoryRunStore;
import io.eagleray.model.Bytes;
import io.eagleray.model.CacheRule;
import io.eagleray.model.FailNode;
import io.eagleray.model.Graph;
import io.eagleray.model.Links;
import io.eagleray.model.Node;
import io.eagleray.model.NodeSettings;
import io.eagleray.model.Resources;
import io.eagleray.model.RetryPolicy;
import io.eagleray.model.SuccessNode;
import io.eagleray.problem.Location;
import io.eagleray.run.Event;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.RunStore;
import io.eagleray.spi.StoreSurroundings;
import io.eagleray.spi.Surroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Walks of graphs, over a log in memory, whose steps do what a test says. */
final class Walks implements AutoCloseable {
  static final NodeOutcome DONE = NodeOutcome.Success.EMPTY;

  private static final String RUN = "r1";
  private static final Location HERE = Location.of("test");

  private final RunStore store = new MemoryRunStore();
  private final RunState state = new RunState();
  private final Machine machine = new Machine(2, new Bytes(1_000), true);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Path folder;
  private final ResourceBudget budget = new ResourceBudget(machine);
  private int epoch;

  Walks(Path folder) {
    this.folder = folder;
    store.create(RUN);
  }

  /** A step that does what a test says. */
  record Act(
      String name,
      Links links,
      NodeSettings settings,
      Optional<Resources> asks,
      Runnable looked,
      Function<NodeWalking, NodeOutcome> does)
      implements Node {

    Act(String name, Function<NodeWalking, NodeOutcome> does) {
      this(name, Links.none(HERE), NodeSettings.NONE, Optional.empty(), () -> {}, does);
    }

    Act asking(double cpus) {
      Resources asked = new Resources(cpus, 0, Optional.empty());
      return new Act(name, links, settings, Optional.of(asked), looked, does);
    }

    Act tried(int times) {
      RetryPolicy retry = new RetryPolicy(times, Duration.ZERO, 1, Duration.ZERO, 0);
      NodeSettings with =
          new NodeSettings(retry, settings.timeout(), settings.when(), settings.cache());
      return new Act(name, links, with, asks, looked, does);
    }

    /** May be taken from an earlier run; {@code looking} runs when it is looked for one. */
    Act cached(Runnable looking) {
      CacheRule rule =
          new CacheRule(Set.of(CacheRule.Part.INPUTS), List.of(), Optional.empty(), HERE);
      NodeSettings with =
          new NodeSettings(
              settings.retry(), settings.timeout(), settings.when(), Optional.of(rule));
      return new Act(name, links, with, asks, looking, does);
    }

    private Act before(String next) {
      return new Act(name, links.withNext(next), settings, asks, looked, does);
    }

    @Override
    public String type() {
      return "act";
    }

    @Override
    public Location at() {
      return HERE;
    }
  }

  /** One step behind the other. */
  static Graph graph(Act... steps) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (int i = 0; i < steps.length; i++) {
      String next = i + 1 < steps.length ? steps[i + 1].name() : Graph.SUCCESS;
      nodes.put(steps[i].name(), steps[i].before(next));
    }
    nodes.put(Graph.SUCCESS, new SuccessNode(Graph.SUCCESS, HERE));
    nodes.put(Graph.FAIL, new FailNode(Graph.FAIL, HERE));
    return new Graph(steps[0].name(), nodes);
  }

  /** Walks as the run's next driver. */
  NodeOutcome walk(Graph graph, BiConsumer<Event, RunState> listener, Cancellation cancellation) {
    epoch++;
    RunJournal journal =
        new RunJournal(store, RUN, "w-" + epoch, epoch, Clock.systemUTC(), state, listener);
    NodeOutcome outcome =
        new GraphWalk(
                tools(),
                journal,
                new StepOrder(state.lastOrder()),
                graph,
                StepPath.ROOT,
                Scope.of(Map.of()),
                cancellation)
            .walk();
    journal.flush();
    return outcome;
  }

  RunState state() {
    return state;
  }

  ResourceBudget budget() {
    return budget;
  }

  private WalkTools tools() {
    Path own = folder.resolve(".eagleray");
    Map<String, NodeType> types =
        Map.of(
            "act",
            new ActType(),
            Graph.SUCCESS,
            new io.eagleray.engine.node.SuccessNodeType(),
            Graph.FAIL,
            new io.eagleray.engine.node.FailNodeType());
    return new WalkTools(
        RUN,
        types,
        Map.of(),
        Map.of(),
        Map.of(),
        FolderCatalogs.inStateFolder(new StoreSurroundings(own, folder, Map.of(), false))
            .open(Clock.systemUTC(), Set::of),
        new EnvironmentSecrets(Map.of()),
        own.resolve("logs"),
        folder,
        folder,
        new Surroundings(own, Map.of(), new OwnFiles()),
        Clock.systemUTC(),
        timer,
        new Random(7),
        machine,
        budget,
        new EarlierSteps(store, types, Map.of(), false, Clock.systemUTC()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static final class ActType implements NodeType {
    @Override
    public String name() {
      return "act";
    }

    @Override
    public Node read(NodeReading reading) {
      return reading.unread();
    }

    @Override
    public NodeContract check(Node node, NodeChecking checking) {
      return NodeContract.NOTHING;
    }

    @Override
    public NodeOutcome walk(Node node, NodeWalking walking) {
      return ((Act) node).does().apply(walking);
    }

    @Override
    public Optional<Resources> resources(Node node, Machine machine) {
      return ((Act) node).asks();
    }

    @Override
    public Optional<CachedWork> cachedWork(Node node) {
      ((Act) node).looked().run();
      return Optional.of(CachedWork.NONE);
    }

    @Override
    public String fingerprint(Node node) {
      return "act";
    }

    @Override
    public String label(Node node) {
      return "act";
    }
  }

  /** Branches at the same time, named by their places. */
  static NodeOutcome together(NodeWalking walking, List<Graph> branches) {
    List<NodeOutcome> outcomes =
        walking.walk(
            new NodeWalking.Branches(
                branches.size(),
                index ->
                    new NodeWalking.Branch(Integer.toString(index), branches.get(index), Map.of()),
                branches.size(),
                false));
    return outcomes.stream()
        .filter(outcome -> !(outcome instanceof NodeOutcome.Success))
        .findFirst()
        .orElse(DONE);
  }
}
