package io.eagleray.testkit;

import io.eagleray.model.FailNode;
import io.eagleray.model.Graph;
import io.eagleray.model.Links;
import io.eagleray.model.Node;
import io.eagleray.model.Return;
import io.eagleray.model.StubNode;
import io.eagleray.model.SuccessNode;
import io.eagleray.model.Task;
import io.eagleray.model.TaskNode;
import io.eagleray.model.ray.Address;
import io.eagleray.model.ray.RayConfig;
import io.eagleray.model.ray.RayNode;
import io.eagleray.model.ray.SpaceParameter;
import io.eagleray.problem.Location;
import io.eagleray.spi.MappingReader;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.NodeContract;
import io.eagleray.spi.NodeContract.Need;
import io.eagleray.spi.NodeOutcome;
import io.eagleray.spi.NodeReading;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.TaskSignature;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Node kinds that are read and checked, and never walked. */
public final class Kinds {
  private Kinds() {}

  /** The built-in kinds, as small as they can be, and one more. */
  public static Map<String, NodeType> all() {
    return Stream.of(
            new Kind("task", Kinds::task, Kinds::checkTask),
            new Kind("ray", Kinds::ray, Kinds::checkRay),
            new Kind("group", Kinds::group, Kinds::checkGroup),
            new Kind("stub", Kinds::stub, (node, checking) -> NodeContract.NOTHING),
            new Kind(
                "success",
                reading -> new SuccessNode(reading.name(), reading.at()),
                (node, checking) -> NodeContract.NOTHING),
            new Kind(
                "fail",
                reading -> new FailNode(reading.name(), reading.at()),
                (node, checking) -> NodeContract.NOTHING))
        .collect(Collectors.toMap(NodeType::name, kind -> kind));
  }

  private record Kind(
      String name,
      Function<NodeReading, Node> reader,
      BiFunction<Node, NodeChecking, NodeContract> checker)
      implements NodeType {
    @Override
    public Node read(NodeReading reading) {
      return reader.apply(reading);
    }

    @Override
    public NodeContract check(Node node, NodeChecking checking) {
      return checker.apply(node, checking);
    }

    @Override
    public NodeOutcome walk(Node node, NodeWalking walking) {
      throw new UnsupportedOperationException("only read and checked");
    }

    @Override
    public String fingerprint(Node node) {
      return node instanceof TaskNode task ? task.task().command() : "";
    }

    @Override
    public String label(Node node) {
      return name;
    }
  }

  private static Node task(NodeReading reading) {
    return new TaskNode(
        reading.name(),
        reading.at(),
        reading.links(),
        reading.task(reading.mapping()),
        reading.settings());
  }

  private static Node stub(NodeReading reading) {
    reading.mapping().json();
    return new StubNode(reading.name(), reading.at(), reading.links());
  }

  private static Node ray(NodeReading reading) {
    Optional<MappingReader> mapping =
        reading.mapping().mapping("task").or(() -> reading.mapping().mapping("python_task"));
    Optional<Task> task = mapping.map(reading::task);
    Optional<RayConfig> config = reading.rayConfig();
    return task.isPresent() && config.isPresent()
        ? new RayNode(
            reading.name(),
            reading.at(),
            reading.links(),
            task.get(),
            config.get(),
            reading.settings())
        : reading.unread();
  }

  /** A kind that is not built in: runs a graph of its own. */
  private record GroupNode(String name, Location at, Links links, Graph branch) implements Node {
    @Override
    public String type() {
      return "group";
    }
  }

  private static Node group(NodeReading reading) {
    Optional<Graph> branch = reading.graph("branch");
    return branch.isPresent()
        ? new GroupNode(reading.name(), reading.at(), reading.links(), branch.get())
        : reading.unread();
  }

  private static NodeContract checkGroup(Node node, NodeChecking checking) {
    return checking.check(((GroupNode) node).branch());
  }

  private static NodeContract checkTask(Node node, NodeChecking checking) {
    Task task = ((TaskNode) node).task();
    TaskSignature signature = checking.inspect(task);
    Set<String> arguments =
        signature.arguments().stream()
            .map(TaskSignature.Argument::name)
            .collect(Collectors.toSet());
    return new NodeContract(
        needs(signature, Set.of()),
        gives(task),
        signature.keywords(),
        List.of(),
        List.of(new NodeContract.Call(task, arguments)));
  }

  private static NodeContract checkRay(Node node, NodeChecking checking) {
    RayNode ray = (RayNode) node;
    List<Need> space =
        ray.config().tune().stream()
            .flatMap(tune -> tune.space().stream())
            .map(parameter -> new Need(parameter.name(), parameter.at()))
            .toList();
    Set<String> names = space.stream().map(Need::parameter).collect(Collectors.toSet());
    TaskSignature signature =
        ray.config().cluster().address() instanceof Address.Local
            ? checking.inspect(ray.task())
            : checking.inspectElsewhere(ray.task());
    return new NodeContract(needs(signature, names), gives(ray.task()), false, space, List.of());
  }

  private static List<Need> needs(TaskSignature signature, Set<String> own) {
    return signature.arguments().stream()
        .filter(argument -> argument.required() && !own.contains(argument.name()))
        .map(argument -> new Need(argument.name(), argument.at()))
        .toList();
  }

  private static Set<String> gives(Task task) {
    return task.returns().stream()
        .map(Return::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The names in a space. */
  public static List<String> names(List<SpaceParameter> space) {
    return space.stream().map(SpaceParameter::name).toList();
  }
}
