package io.eagleray.plan;

import io.eagleray.model.Graph;
import io.eagleray.model.Node;
import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.model.TaskNode;
import io.eagleray.model.ray.RayNode;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.TaskSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells where a function asks for an object that only the other language can read.
 *
 * <p>Between Java and Python an object is an opaque handle, which may be passed on; files and bytes
 * are for both. So it is wrong only where the argument's declared type can be none of these.
 */
final class ForeignObjects {
  private static final Set<String> LANGUAGES = Set.of("java", "python");

  /** Declared types that take a handle, a file or bytes. */
  private static final List<String> OPEN =
      List.of(
          "",
          "java.lang.Object",
          "java.util.Map",
          "byte[]",
          "java.nio.file.Path",
          "dict",
          "typing.Any",
          "Any",
          "bytes",
          "Path",
          "pathlib.Path",
          "object",
          "typing.Dict");

  private record Produced(Node node, Task task, Return.Kind kind) {}

  private final Map<String, List<Produced>> producers = new HashMap<>();
  private final Problems problems;

  ForeignObjects(Graph graph, Problems problems) {
    this.problems = problems.about(Topic.RETURNS);
    for (Node node : graph.nodes().values()) {
      for (Task task : task(node).stream().toList()) {
        for (Return output : task.returns()) {
          Return.Kind kind = node instanceof RayNode ? Return.Kind.JSON : output.kind();
          producers
              .computeIfAbsent(output.name(), any -> new ArrayList<>())
              .add(new Produced(node, task, kind));
        }
      }
    }
  }

  /** Tells all of it. */
  void tell(Graph graph, Map<Task, TaskSignature> signatures) {
    for (Node node : graph.nodes().values()) {
      for (Task task : task(node).stream().toList()) {
        for (TaskSignature.Argument argument :
            signatures.getOrDefault(task, TaskSignature.OPEN).arguments()) {
          tell(node, task, argument);
        }
      }
    }
  }

  private void tell(Node node, Task task, TaskSignature.Argument argument) {
    List<Produced> all = producers.getOrDefault(argument.name(), List.of());
    boolean foreign =
        !all.isEmpty()
            && all.stream()
                .allMatch(produced ->
                    produced.kind() == Return.Kind.OBJECT
                        && LANGUAGES.contains(produced.task().commandType())
                        && LANGUAGES.contains(task.commandType())
                        && !produced.task().commandType().equals(task.commandType()));
    if (foreign && !isOpen(argument.type())) {
      Produced first = all.getFirst();
      problems.error(
          argument.at(),
          "step \""
              + node.name()
              + "\" reads \""
              + argument.name()
              + "\" as "
              + argument.type()
              + ", but step \""
              + first.node().name()
              + "\" returns it as an object of "
              + first.task().commandType()
              + ", which "
              + task.commandType()
              + " cannot read; return it as json, or as bytes or a file");
    }
  }

  private static boolean isOpen(String type) {
    int generic = Math.max(type.indexOf('<'), type.indexOf('['));
    boolean isArray = type.endsWith("[]");
    String raw = generic < 0 || isArray ? type : type.substring(0, generic);
    return OPEN.contains(raw);
  }

  private static Optional<Task> task(Node node) {
    return switch (node) {
      case TaskNode task -> Optional.of(task.task());
      case RayNode ray -> Optional.of(ray.task());
      default -> Optional.empty();
    };
  }
}
