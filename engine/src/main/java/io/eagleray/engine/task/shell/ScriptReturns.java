package io.eagleray.engine.task.shell;

import io.eagleray.model.Return;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.worker.task.ShellVariable;

/** What scripts can return: text and JSON, as variables. */
final class ScriptReturns {
  private ScriptReturns() {}

  /**
   * Tells of returns that are declared as objects, and of names that no variable can have.
   *
   * @param who what runs the script, as the message calls it: {@code a shell step}
   */
  static void check(String who, Task task, Problems problems) {
    Problems about = problems.about(Topic.RETURNS);
    for (Return declared : task.returns()) {
      String name = '"' + declared.name() + '"';
      if (declared.kind() == Return.Kind.OBJECT) {
        about.error(
            declared.at(), who + " returns text and JSON; " + name + " cannot be an object");
      }
      if (!ShellVariable.isName(declared.name())) {
        about.error(
            declared.at(),
            who
                + " returns variables, and no variable is called "
                + name
                + "; a name has letters, digits and _, and begins with no digit");
      }
    }
  }
}
