package io.eagleray.engine.task.shell;

import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;

/** What scripts can return: text and JSON. */
final class ScriptReturns {
  private ScriptReturns() {}

  /**
   * Tells of returns that are declared as objects.
   *
   * @param who what runs the script, as the message calls it: {@code a shell step}
   */
  static void check(String who, Task task, Problems problems) {
    for (Return declared : task.returns()) {
      if (declared.kind() == Return.Kind.OBJECT) {
        problems
            .about(Topic.RETURNS)
            .error(
                declared.at(),
                who + " returns text and JSON; \"" + declared.name() + "\" cannot be an object");
      }
    }
  }
}
