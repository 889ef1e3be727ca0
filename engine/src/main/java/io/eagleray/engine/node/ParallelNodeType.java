package io.eagleray.engine.node;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.ParallelNode;
import io.eagleray.model.Return;
import io.eagleray.model.TaskNode;
import io.eagleray.model.ray.RayNode;
import io.eagleray.problem.Location;
import io.eagleray.problem.Topic;
import io.eagleray.spi.CachedWork;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.NodeWalking.Branch;
import io.eagleray.spi.NodeWalking.Branches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code parallel}: named branches at the same time. Two that return the same name are refused
 * unless a reducer says what becomes of it.
 */
public final class ParallelNodeType implements NodeType {
  private static final String BRANCHES = "branches";

  @Override
  public String name() {
    return "parallel";
  }

  @Override
  public boolean isReentrant() {
    return true;
  }

  @Override
  public boolean hasIndependentBranches() {
    return true;
  }

  @Override
  public Node read(NodeReading reading) {
    MappingReader mapping = reading.mapping();
    CompositeKeys.require(reading, BRANCHES);
    Map<String, Graph> branches = reading.graphs(BRANCHES);
    OptionalInt most = CompositeKeys.count(mapping, "max_parallel");
    boolean failFast = mapping.bool("fail_fast").orElse(false);
    Node node =
        new ParallelNode(
            reading.name(),
            reading.at(),
            reading.links(),
            reading.settings(),
            branches,
            new ReducerReader(mapping, reading.overrides()).read(),
            most,
            failFast);
    return branches.isEmpty() ? reading.unread() : node;
  }

  @Override
  public NodeContract check(Node node, NodeChecking checking) {
    CachedFiles.check(node, checking);
    ParallelNode parallel = (ParallelNode) node;
    NodeContract whole = NodeContract.NOTHING;
    Map<String, String> first = new LinkedHashMap<>();
    for (Map.Entry<String, Graph> branch : parallel.branches().entrySet()) {
      NodeContract inside = checking.check(branch.getValue());
      for (String name : inside.gives()) {
        String other = first.putIfAbsent(name, branch.getKey());
        if (other != null && parallel.reducers().of(name).isEmpty()) {
          tellTwice(parallel, name, other, branch.getKey(), checking);
        }
      }
      whole = whole.and(inside);
    }
    new Reduction(parallel.reducers()).check(parallel.name(), whole.gives(), checking);
    return whole;
  }

  private static void tellTwice(
      ParallelNode parallel, String name, String first, String second, NodeChecking checking) {
    Graph branch = parallel.branches().getOrDefault(second, new Graph("", Map.of()));
    checking
        .problems()
        .about(Topic.COMPOSITES)
        .error(
            place(branch, name).orElse(parallel.at()),
            "branches \""
                + first
                + "\" and \""
                + second
                + "\" of step \""
                + parallel.name()
                + "\" both return \""
                + name
                + "\"; return it under two names, or say what becomes of it: reducer: {"
                + name
                + ": list}");
  }

  private static Optional<Location> place(Graph branch, String name) {
    return branch.nodes().values().stream()
        .flatMap(ParallelNodeType::returns)
        .filter(item -> item.name().equals(name))
        .map(Return::at)
        .findFirst();
  }

  private static Stream<Return> returns(Node node) {
    return switch (node) {
      case TaskNode task -> task.task().returns().stream();
      case RayNode ray -> ray.task().returns().stream();
      default -> Stream.empty();
    };
  }

  @Override
  public NodeOutcome walk(Node node, NodeWalking walking) {
    ParallelNode parallel = (ParallelNode) node;
    List<String> names = List.copyOf(parallel.branches().keySet());
    List<NodeOutcome> outcomes =
        walking.walk(
            new Branches(
                names.size(),
                index -> branch(parallel, names.get(index)),
                parallel.maxParallel().orElse(names.size()),
                parallel.failFast()));
    return new BranchOutcomes(names, outcomes)
        .end(
            walking.cancellation(),
            outputs -> new Reduction(parallel.reducers()).ofShared(outputs, walking));
  }

  private static Branch branch(ParallelNode parallel, String name) {
    return new Branch(
        CompositeKeys.inPath(name),
        parallel.branches().getOrDefault(name, new Graph("", Map.of())),
        Map.of());
  }

  @Override
  public String fingerprint(Node node) {
    return "parallel reducers=" + ((ParallelNode) node).reducers().text();
  }

  @Override
  public Optional<CachedWork> cachedWork(Node node) {
    return Optional.of(
        new CachedWork(fingerprint(node), ((ParallelNode) node).reducers().tasks(), Set.of()));
  }

  @Override
  public Map<String, Graph> graphs(Node node) {
    return CompositeKeys.inPaths(((ParallelNode) node).branches());
  }

  @Override
  public String label(Node node) {
    return "parallel " + String.join(", ", ((ParallelNode) node).branches().keySet());
  }
}
