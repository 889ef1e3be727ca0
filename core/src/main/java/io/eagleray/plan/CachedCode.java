package io.eagleray.plan;

import io.eagleray.model.CacheRule;
import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.TaskRunner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The code of the tasks whose steps, or steps around them, count it to be taken from earlier runs,
 * and what is wrong with steps that cannot be.
 *
 * <p>It is looked at before a function is found and after: what was edited in between may have been
 * loaded in either form, and then has no hash.
 */
final class CachedCode {
  private final Map<String, NodeType> types;
  private final Function<String, Optional<TaskRunner>> runners;
  private final Problems problems;
  private final Map<Task, String> hashes = new HashMap<>();
  private final Set<Task> changed = new HashSet<>();

  /**
   * @param types of nodes, by name
   * @param runners by command type; empty where there is none
   */
  CachedCode(
      Map<String, NodeType> types,
      Function<String, Optional<TaskRunner>> runners,
      Problems problems) {
    this.types = types;
    this.runners = runners;
    this.problems = problems.about(Topic.CACHE);
  }

  /** Those that are known, by the task. */
  Map<Task, String> hashes() {
    return hashes;
  }

  /**
   * The code of a node and of what is inside it, before their functions are found, if it counts.
   */
  Map<Task, String> before(Node node) {
    Map<Task, String> codes = new HashMap<>();
    if (countsCode(node)) {
      WorkInside.of(node, types)
          .tasks()
          .forEach(task -> code(task).ifPresent(code -> codes.put(task, code)));
    }
    return codes;
  }

  private static boolean countsCode(Node node) {
    return node.settings().cache().filter(CacheRule::countsCode).isPresent();
  }

  /**
   * Keeps the code of a node and of what is inside it, and tells of a node that cannot be taken
   * from an earlier run.
   *
   * @param before what {@link #before} said
   */
  void check(Node node, Map<Task, String> before) {
    Optional<CacheRule> rule = node.settings().cache();
    if (rule.isEmpty()) {
      return;
    }
    WorkInside inside = WorkInside.of(node, types);
    if (inside.obstacle().isPresent()) {
      problems.error(rule.get().at(), impossible(node, inside.obstacle().get()));
    } else if (rule.get().countsCode()) {
      inside.works().forEach(work -> check(node, work, before));
    }
  }

  private void check(Node node, WorkInside.Work work, Map<Task, String> before) {
    for (Task task : work.does().tasks()) {
      Optional<String> after = code(task);
      // Where something is wrong already, maybe there is no function to tell anything of.
      if (after.isEmpty() && !problems.hasErrors()) {
        runner(task)
            .ifPresent(runner ->
                problems.error(
                    node.settings().cache().orElseThrow().at(),
                    unknown(node, work.node(), runner)));
      } else if (after.isPresent()) {
        keep(task, after.get(), Optional.ofNullable(before.get(task)));
      }
    }
  }

  private void keep(Task task, String code, Optional<String> before) {
    String known = hashes.getOrDefault(task, code);
    if (changed.contains(task) || !known.equals(code) || !before.equals(Optional.of(code))) {
      changed.add(task);
      hashes.remove(task);
    } else {
      hashes.put(task, code);
    }
  }

  private static String impossible(Node node, Node obstacle) {
    String what =
        "step \""
            + node.name()
            + "\" of type "
            + node.type()
            + " cannot be taken from an earlier run";
    return node == obstacle
        ? what + ": it does more than to give parameters and files"
        : what
            + ", because of step \""
            + obstacle.name()
            + "\" of type "
            + obstacle.type()
            + " inside it ("
            + obstacle.at()
            + "); put \"cache\" on the other steps inside";
  }

  private static String unknown(Node node, Node inside, TaskRunner runner) {
    String step =
        node == inside
            ? "step \"" + node.name() + "\""
            : "step \"" + inside.name() + "\" inside \"" + node.name() + "\"";
    return "what the code of " + step + " is cannot be told of " + runner.withoutCode();
  }

  private Optional<String> code(Task task) {
    return runner(task).flatMap(runner -> runner.code(task));
  }

  private Optional<TaskRunner> runner(Task task) {
    return runners.apply(task.commandType());
  }
}
