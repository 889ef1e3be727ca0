package io.eagleray.plan;

import io.eagleray.json.Json;
import io.eagleray.model.FailNode;
import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Pipeline;
import io.eagleray.model.SuccessNode;
import io.eagleray.model.Task;
import io.eagleray.model.UnreadNode;
import io.eagleray.problem.Nearest;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.Shipment;
import io.eagleray.spi.Surroundings;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import io.eagleray.yaml.Given;
import io.eagleray.yaml.UserFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Checks the nodes of one pipeline. */
final class PipelineChecking implements NodeChecking {
  private final PlanContext context;
  private final Pipeline pipeline;
  private final Problems problems;
  private final UserFiles files;
  private final Map<Task, TaskSignature> signatures = new HashMap<>();
  private final Set<Task> inspectedHere = new HashSet<>();
  private final Map<Graph, Set<String>> branches = new IdentityHashMap<>();
  private final CachedCode code;

  PipelineChecking(PlanContext context, Pipeline pipeline, Problems problems) {
    this.context = context;
    this.pipeline = pipeline;
    this.problems = problems;
    this.files = new UserFiles(pipeline.folder(), context.workingDirectory());
    this.code = new CachedCode(context.nodeTypes(), this::runner, problems);
  }

  Map<Task, TaskSignature> signatures() {
    return signatures;
  }

  /** Of the tasks of nodes that count it to be taken from earlier runs. */
  Map<Task, String> code() {
    return code.hashes();
  }

  private Optional<TaskRunner> runner(String commandType) {
    return context.commandTypes().contains(commandType)
        ? Optional.of(context.runners().apply(commandType))
        : Optional.empty();
  }

  /** What the steps of each graph inside a node may set; by the graph itself. */
  Map<Graph, Set<String>> branches() {
    return branches;
  }

  /** What each step of the pipeline's own graph needs and gives. */
  Map<String, NodeContract> checkPipeline() {
    Graph graph = pipeline.graph();
    if (graph.nodes().values().stream().allMatch(Node::isTerminal)) {
      problems
          .about(Topic.STEPS)
          .error(pipeline.at(), "the pipeline \"" + pipeline.name() + "\" has no steps");
      return Map.of();
    }
    Map<String, NodeContract> contracts = contracts(graph);
    new GraphLinks(graph, problems).check().ifPresent(order -> checkParameters(order, contracts));
    new ForeignObjects(graph, problems).tell(graph, signatures);
    return contracts;
  }

  private void checkParameters(List<Node> order, Map<String, NodeContract> contracts) {
    Set<String> initial = context.parameters().keySet();
    ParameterFlow flow = new ParameterFlow(order, contracts, initial);
    new ParameterCheck(order, contracts, flow, initial, problems).tellAll();
    new GivenValues(context, flow, problems).tell(order, contracts);
  }

  private Map<String, NodeContract> contracts(Graph graph) {
    Map<String, NodeContract> contracts = new LinkedHashMap<>();
    for (Node node : graph.nodes().values()) {
      contracts.put(node.name(), contract(node));
    }
    return contracts;
  }

  private NodeContract contract(Node node) {
    NodeType type = context.nodeTypes().get(node.type());
    if (type != null) {
      Map<Task, String> before = code.before(node);
      NodeContract contract = type.check(node, this);
      code.check(node, before);
      return node.settings()
          .when()
          .map(when ->
              contract.and(
                  new NodeContract(
                      List.of(new NodeContract.Need(when.parameter(), when.at())),
                      Set.of(),
                      false)))
          .orElse(contract);
    }
    if (!(node instanceof SuccessNode || node instanceof FailNode || node instanceof UnreadNode)) {
      problems
          .about(Topic.STEPS)
          .error(
              node.at(),
              "unknown type \""
                  + node.type()
                  + "\" of step \""
                  + node.name()
                  + "\""
                  + Nearest.hint(node.type(), context.nodeTypes().keySet()));
    }
    return NodeContract.NOTHING;
  }

  @Override
  public Problems problems() {
    return problems;
  }

  @Override
  public Graph graph() {
    return pipeline.graph();
  }

  @Override
  public TaskSignature inspect(Task task) {
    // What was found for another machine says less, where two steps share a task by an alias.
    if (inspectedHere.add(task)) {
      checkSecrets(task);
      find(task, TaskRunner::inspect);
    }
    return found(task);
  }

  @Override
  public TaskSignature inspectElsewhere(Task task) {
    if (!signatures.containsKey(task)) {
      find(task, TaskRunner::inspectElsewhere);
    }
    return found(task);
  }

  private void find(Task task, Inspection inspection) {
    checkEnvironment(task);
    signatures.put(task, signature(task, inspection));
  }

  private TaskSignature found(Task task) {
    return Objects.requireNonNull(signatures.get(task), task.command());
  }

  /** A way in which a runner finds a function. */
  private interface Inspection {
    TaskSignature by(TaskRunner runner, Task task, Problems problems);
  }

  private TaskSignature signature(Task task, Inspection inspection) {
    return checkable(task)
        .map(runner -> inspection.by(runner, task, problems))
        .orElse(TaskSignature.OPEN);
  }

  /** Nothing where reading has told what is wrong. */
  private Optional<TaskRunner> checkable(Task task) {
    return runner(task.commandType()).filter(found -> !task.command().isBlank());
  }

  @Override
  public void checkReturns(Task task) {
    checkable(task).ifPresent(runner -> runner.checkReturns(task, problems));
  }

  private void checkSecrets(Task task) {
    for (String secret : task.secrets()) {
      if (context.secrets().find(secret).isEmpty()) {
        problems
            .about(Topic.SECRETS)
            .error(
                task.at(), "the secret \"" + secret + "\" is not in " + context.secrets().place());
      }
    }
  }

  private void checkEnvironment(Task task) {
    task.environment()
        .filter(
            name -> files.find(name, task.at(), problems).filter(Files::isDirectory).isPresent())
        .ifPresent(name ->
            problems
                .about(Topic.FILES)
                .error(
                    task.at(),
                    "\"" + name + "\" is a folder; an environment is a requirements file"));
  }

  @Override
  public Optional<Shipment> shipment(Task task) {
    return context.commandTypes().contains(task.commandType()) && !task.command().isBlank()
        ? context.runners().apply(task.commandType()).shipment(task)
        : Optional.empty();
  }

  @Override
  public Optional<String> secretPlace(String name) {
    return context.secrets().placeOf(name);
  }

  @Override
  public Path folder() {
    return pipeline.folder();
  }

  @Override
  public Path directory() {
    return context.workingDirectory();
  }

  @Override
  public Surroundings surroundings() {
    return context.surroundings();
  }

  @Override
  public Machine machine() {
    return context.machine();
  }

  @Override
  public boolean isOffline() {
    return context.offline();
  }

  @Override
  public boolean isMocked() {
    return context.mocked();
  }

  @Override
  public Optional<Json> initialParameter(String name) {
    return Optional.ofNullable(context.parameters().get(name)).map(Given::value);
  }

  @Override
  public NodeContract check(Graph graph) {
    Map<String, NodeContract> contracts = contracts(graph);
    Optional<List<Node>> order = new GraphLinks(graph, problems).check();
    NodeContract whole =
        order
            .map(nodes -> new GraphContract(nodes, contracts, problems).whole())
            .orElse(NodeContract.NOTHING);
    new ForeignObjects(graph, problems).tell(graph, signatures);
    Set<String> gives = new LinkedHashSet<>();
    contracts.values().forEach(contract -> gives.addAll(contract.gives()));
    branches.put(graph, gives);
    return whole.giving(gives);
  }
}
