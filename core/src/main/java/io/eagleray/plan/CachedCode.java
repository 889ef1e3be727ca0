package io.eagleray.plan;

import io.eagleray.model.CacheRule;
import io.eagleray.model.Node;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.spi.NodeType;
import io.eagleray.spi.TaskRunner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The code of the tasks whose steps count it to be taken from earlier runs, and what is wrong with
 * steps that cannot be.
 *
 * <p>It is looked at before a function is found and after: what was edited in between may have been
 * loaded in either form, and then has no hash.
 */
final class CachedCode {
  private final Function<String, Optional<TaskRunner>> runners;
  private final Problems problems;
  private final Map<Task, String> hashes = new HashMap<>();

  /**
   * @param runners by command type; empty where there is none
   */
  CachedCode(Function<String, Optional<TaskRunner>> runners, Problems problems) {
    this.runners = runners;
    this.problems = problems.about(Topic.CACHE);
  }

  /** Those that are known, by the task. */
  Map<Task, String> hashes() {
    return hashes;
  }

  /** The code of a node as it is before its function is found; empty where that does not count. */
  Optional<String> before(Node node, NodeType type) {
    return counted(node, type).flatMap(this::code);
  }

  /**
   * Keeps a node's code, and tells of a node that cannot be taken from an earlier run.
   *
   * @param before what {@link #before} said
   */
  void check(Node node, NodeType type, Optional<String> before) {
    Optional<CacheRule> rule = node.settings().cache();
    if (rule.isEmpty()) {
      return;
    }
    if (type.cachedTask(node).isEmpty()) {
      problems.error(
          rule.get().at(),
          "step \""
              + node.name()
              + "\" of type "
              + node.type()
              + " cannot be taken from an earlier run; \"cache\" belongs to steps that are tasks,"
              + " those inside it too");
      return;
    }
    Optional<Task> counted = counted(node, type);
    Optional<String> after = counted.flatMap(this::code);
    // Where something is wrong already, maybe there is no function to tell anything of.
    if (counted.isPresent() && after.isEmpty() && !problems.hasErrors()) {
      problems.error(
          rule.get().at(),
          "what the code of step \""
              + node.name()
              + "\" is cannot be told of a "
              + counted.get().commandType()
              + " task; write key: [inputs], and another command when it does something else");
    } else if (after.isPresent() && after.equals(before)) {
      hashes.put(counted.orElseThrow(), after.get());
    }
  }

  private static Optional<Task> counted(Node node, NodeType type) {
    return node.settings().cache().isPresent() && node.settings().cache().get().countsCode()
        ? type.cachedTask(node)
        : Optional.empty();
  }

  private Optional<String> code(Task task) {
    return runners.apply(task.commandType()).flatMap(runner -> runner.code(task));
  }
}
