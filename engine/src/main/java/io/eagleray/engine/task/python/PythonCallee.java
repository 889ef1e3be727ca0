package io.eagleray.engine.task.python;

import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.task.NumberedFunctions;
import io.eagleray.model.Task;
import java.util.List;
import java.util.Optional;

/**
 * What decides whether two Python tasks are calls of one function, as far as a worker can tell.
 *
 * @param returns names and kinds
 * @param threads of numeric libraries
 * @param end the type of the event that ends a generator's
 */
record PythonCallee(String command, List<String> returns, long threads, Optional<String> end) {
  PythonCallee {
    returns = List.copyOf(returns);
  }

  static PythonCallee of(Task task, PythonForm form) {
    return new PythonCallee(
        task.command(),
        NumberedFunctions.words(task.returns()),
        CallMessages.threads(task),
        form.end(task));
  }
}
