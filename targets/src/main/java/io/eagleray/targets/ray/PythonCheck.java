package io.eagleray.targets.ray;

import io.eagleray.model.Node;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.model.TaskNode;
import io.eagleray.model.ray.RayNode;
import io.eagleray.spi.NodeChecking;
import io.eagleray.spi.TaskSignature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what a cluster of another Python means for a node: an error where the pipeline shows that
 * an object must pass between the two, else a warning. What only a run shows, the driver tells.
 */
final class PythonCheck {
  private static final String MEND =
      "; give both the same minor version (--python names the one here), or hand it on as json,"
          + " bytes or a file";

  private final RayNode node;
  private final NodeChecking checking;
  private final PythonVersions versions;

  PythonCheck(RayNode node, NodeChecking checking, PythonVersions versions) {
    this.node = node;
    this.checking = checking;
    this.versions = versions;
  }

  /** Tells nothing where the versions agree. */
  void tell() {
    if (versions.agree()) {
      return;
    }
    List<String> passing = Stream.concat(taken().stream(), returned().stream()).toList();
    passing.forEach(what -> checking.problems().error(node.task().at(), what + MEND));
    if (passing.isEmpty()) {
      checking
          .problems()
          .warning(
              node.config().cluster().at(),
              "the cluster runs Python "
                  + versions.there()
                  + ", and the steps here Python "
                  + versions.here()
                  + ": an object that one of them pickles, the other may be unable to read");
    }
  }

  /** Objects that steps of this machine pickle for the node. */
  private List<String> taken() {
    return checking.inspectElsewhere(node.task()).arguments().stream()
        .map(TaskSignature.Argument::name)
        .filter(name -> checking.initialParameter(name).isEmpty())
        .flatMap(name -> pickler(name).map(step -> taken(name, step)).stream())
        .toList();
  }

  private String taken(String name, String step) {
    return "step \""
        + step
        + "\" pickles the object \""
        + name
        + "\" with Python "
        + versions.here()
        + ", and the cluster's Python "
        + versions.there()
        + " may be unable to read it";
  }

  /** The step whose Python makes an object of that name, if nothing else gives it. */
  private Optional<String> pickler(String name) {
    List<Node> makers =
        checking.graph().nodes().values().stream()
            .filter(other -> returns(other).anyMatch(output -> output.name().equals(name)))
            .toList();
    boolean isPickled =
        makers.stream()
            .allMatch(maker ->
                isPythonStep(maker)
                    && returns(maker)
                        .filter(output -> output.name().equals(name))
                        .allMatch(output -> output.kind() == Return.Kind.OBJECT));
    return isPickled ? makers.stream().map(Node::name).findFirst() : Optional.empty();
  }

  private static Stream<Return> returns(Node node) {
    return switch (node) {
      case TaskNode step -> step.task().returns().stream();
      case RayNode ray -> ray.task().returns().stream();
      default -> Stream.empty();
    };
  }

  private boolean isPythonStep(Node other) {
    return other instanceof TaskNode step && isPython(step.task());
  }

  private boolean isPython(Task task) {
    return task.commandType().equals(node.task().commandType());
  }

  /** Objects that the node's one call returns for steps of this machine. */
  private List<String> returned() {
    if (node.config().tune().isPresent()) {
      return List.of(); // Whether a trial returns any, only the trial knows.
    }
    return node.task().returns().stream()
        .filter(output -> output.kind() == Return.Kind.OBJECT)
        .flatMap(
            output -> reader(output.name()).map(step -> returned(output.name(), step)).stream())
        .toList();
  }

  private String returned(String name, String step) {
    return "the cluster's Python "
        + versions.there()
        + " pickles the object \""
        + name
        + "\", and step \""
        + step
        + "\" may be unable to read it with Python "
        + versions.here();
  }

  private Optional<String> reader(String name) {
    return checking.graph().nodes().values().stream()
        .filter(TaskNode.class::isInstance)
        .map(TaskNode.class::cast)
        .filter(step -> isPython(step.task()))
        .filter(step ->
            checking.inspect(step.task()).arguments().stream()
                .anyMatch(argument -> argument.name().equals(name)))
        .map(TaskNode::name)
        .findFirst();
  }
}
