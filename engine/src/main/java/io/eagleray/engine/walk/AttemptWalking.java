package io.eagleray.engine.walk;

import io.eagleray.model.Graph;
import io.eagleray.model.Resources;
import io.eagleray.model.Task;
import io.eagleray.run.Event;
import io.eagleray.run.RunEvent;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.Value;
import io.eagleray.spi.Cancellation;
import io.eagleray.spi.Catalog;
import io.eagleray.spi.Machine;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.Surroundings;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one attempt of a node has at hand. */
final class AttemptWalking implements NodeWalking, AutoCloseable {
  private final WalkTools tools;
  private final RunJournal journal;
  private final StepOrder order;
  private final StepPath path;
  private final int attempt;
  private final Scope scope;
  private final StepsInside inside;
  private final CancellationSource cancellation;
  private volatile boolean timedOut;
  private @Nullable Future<?> alarm;

  AttemptWalking(
      WalkTools tools,
      RunJournal journal,
      StepOrder order,
      StepPath path,
      int attempt,
      Scope scope,
      StepsInside inside,
      Cancellation outer) {
    this.tools = tools;
    this.journal = journal;
    this.order = order;
    this.path = path;
    this.attempt = attempt;
    this.scope = scope;
    this.inside = inside;
    this.cancellation = new CancellationSource(outer);
  }

  /** Cancels the attempt when it takes longer. */
  void limit(Duration timeout) {
    alarm =
        tools
            .timer()
            .schedule(
                () -> {
                  timedOut = !cancellation.isRequested();
                  cancellation.request();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  boolean isTimedOut() {
    return timedOut;
  }

  @Override
  public void close() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    cancellation.close();
  }

  @Override
  public String runId() {
    return tools.runId();
  }

  @Override
  public StepPath path() {
    return path;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Map<String, Value> parameters() {
    return scope.view();
  }

  @Override
  public Map<String, String> variables() {
    return scope.variables();
  }

  @Override
  public <T> T read(Function<RunState, T> look) {
    return journal.read(look);
  }

  @Override
  public void replay(Consumer<Event> events) {
    journal.replay(events);
  }

  @Override
  public void append(List<RunEvent> events) {
    journal.append(events);
  }

  @Override
  public Map<String, String> secrets(List<String> names) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      tools.secrets().find(name).ifPresent(value -> values.put(name, value));
    }
    return values;
  }

  @Override
  public Optional<String> secretPlace(String name) {
    return tools.secrets().placeOf(name);
  }

  @Override
  public TaskRunner runner(Task task) {
    TaskRunner runner = tools.runners().get(task.commandType());
    if (runner == null) {
      throw new IllegalStateException("a command type that the check did not see: " + task);
    }
    return tools.catalog().isRemote() ? new RemoteObjectsRunner(runner, tools.catalog()) : runner;
  }

  @Override
  public TaskSignature signature(Task task) {
    return tools.signatures().getOrDefault(task, TaskSignature.OPEN);
  }

  @Override
  public Catalog catalog() {
    return tools.catalog();
  }

  @Override
  public Path log() {
    return tools.logs().resolve(path.fileName() + "-" + attempt + ".log");
  }

  @Override
  public Machine machine() {
    return tools.machine();
  }

  @Override
  public long randomSeed() {
    return tools.random().nextLong();
  }

  @Override
  public Surroundings surroundings() {
    return tools.surroundings();
  }

  @Override
  public Path folder() {
    return tools.folder();
  }

  @Override
  public Path directory() {
    return tools.directory();
  }

  @Override
  public Clock clock() {
    return tools.clock();
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public NodeOutcome walk(
      Graph graph, String branch, Map<String, Value> parameters, Map<String, String> variables) {
    return walk(graph, branch, scope.inner(parameters, variables), cancellation);
  }

  private NodeOutcome walk(Graph graph, String branch, Scope inner, Cancellation outer) {
    return new GraphWalk(tools, journal, order, graph, path.child(branch), inner, inside, outer)
        .walk();
  }

  @Override
  public List<NodeOutcome> walk(Branches branches) {
    return new BranchWalks(branches, path, tools.budget(), cancellation, this::walk).walk();
  }

  /**
   * What a branch leaves is durable at its end, for nothing of its own may follow for long, or at
   * once with the first event of a step that begins because this one has made room.
   */
  private NodeOutcome walk(Branch branch, Cancellation outer) {
    Scope inner = scope.inner(branch.parameters(), Map.of());
    NodeOutcome outcome = walk(branch.graph(), branch.name(), inner, outer);
    if (!tools.budget().isAnyBeginning()) {
      journal.flush();
    }
    return outcome;
  }

  @Override
  public Set<String> gives(Graph graph) {
    return tools.branches().getOrDefault(graph, Set.of());
  }

  @Override
  public Optional<Hold> hold(Resources resources) {
    return tools.budget().hold(path, resources, cancellation, journal::flush).map(this::begun);
  }

  @Override
  public Hold ask(Resources resources, Runnable granted) {
    return tools.budget().ask(path, resources, granted);
  }

  /** No event says that it begins, so what others left to that one is made durable here. */
  private Hold begun(ResourceBudget.Seat seat) {
    seat.begins();
    journal.flush();
    return seat;
  }
}
