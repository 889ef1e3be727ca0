package io.eagleray.engine.task.python;

import io.eagleray.engine.task.CallMessages;
import io.eagleray.engine.worker.WorkerCall;
import io.eagleray.engine.worker.WorkerPool;
import io.eagleray.engine.worker.WorkerQuestion;
import io.eagleray.engine.worker.WorkerRun;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Task;
import io.eagleray.problem.Problems;
import io.eagleray.problem.Topic;
import io.eagleray.run.StepPath;
import io.eagleray.spi.RunnerContext;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskRunner;
import io.eagleray.spi.TaskSignature;
import io.eagleray.yaml.UserFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs Jupyter notebooks, in a kernel of the interpreter that runs Python steps; they get all
 * parameters.
 */
final class NotebookTaskRunner implements TaskRunner {
  private static final String KIND = "notebook";
  private static final String ENDING = ".ipynb";
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(60);

  private final RunnerContext context;
  private final PythonPools pools;
  private final CallMessages messages;
  private final PythonCode code;
  private final Map<Task, Path> files = new ConcurrentHashMap<>();

  NotebookTaskRunner(RunnerContext context) {
    this.context = context;
    this.pools = SharedPythonPools.ALL.of(context);
    this.messages = new CallMessages(context);
    this.code = new PythonCode(context, KIND);
  }

  @Override
  public String commandType() {
    return NotebookTaskRunnerProvider.TYPE;
  }

  @Override
  public TaskSignature inspect(Task task, Problems problems) {
    Optional<WorkerPool> workers = pools.of(task, problems.about(Topic.PYTHON));
    if (!task.command().endsWith(ENDING)) {
      problems
          .about(Topic.TASKS)
          .error(
              task.at(),
              "the command of a notebook is its file, which ends in "
                  + ENDING
                  + ", not \""
                  + task.command()
                  + "\"");
      return TaskSignature.OPEN;
    }
    Optional<Path> file =
        new UserFiles(context.folder(), context.directory())
            .find(task.command(), task.at(), problems);
    file.ifPresent(found -> files.put(task, found));
    if (file.isPresent() && workers.isPresent()) {
      look(workers.get(), file.get(), task, problems.about(Topic.PYTHON));
    }
    return TaskSignature.OPEN;
  }

  private void look(WorkerPool workers, Path file, Task task, Problems problems) {
    JsonObject question =
        JsonObject.builder()
            .put("op", "inspect")
            .put("kind", KIND)
            .put("command", file.toString())
            .put("path", CallMessages.jsonPath(context))
            .put("directory", context.directory().toString())
            .build();
    Optional<JsonObject> answer =
        WorkerQuestion.ask(workers, question, context.hidden().get(), LOOK_LIMIT);
    if (answer.isEmpty()) {
      problems.error(task.at(), "looking at " + file + " ended the interpreter");
    } else if (answer.get().text("op").orElse("").equals("error")) {
      problems.error(task.at(), answer.get().text("message").orElse("cannot be read"));
    }
  }

  @Override
  public Optional<String> code(Task task) {
    Problems untold = new Problems();
    Optional<Path> file =
        new UserFiles(context.folder(), context.directory())
            .find(task.command(), task.at(), untold);
    return file.flatMap(notebook ->
        pools.of(task, untold).flatMap(pool -> code.of(task, notebook.toString(), pool)));
  }

  @Override
  public Optional<Path> leaves(StepPath step, int attempt) {
    return Optional.of(
        context.logs().resolveSibling("notebooks").resolve(step.fileName() + "-" + attempt));
  }

  /** The name under which the notebook is kept as it was when it ended. */
  private static Path outputName(Task task, StepPath step) {
    Path source = Path.of(task.command()).normalize();
    String file = String.valueOf(source.getFileName());
    String output =
        file.substring(0, file.length() - ENDING.length())
            + "-"
            + step.fileName().replace('.', '-')
            + "_out"
            + ENDING;
    boolean isInside = !source.isAbsolute() && !source.startsWith("..");
    return isInside ? source.resolveSibling(output) : Path.of(output);
  }

  @Override
  public RunningTask start(TaskCall call, TaskListener listener) {
    Path file = files.get(call.task());
    Optional<Path> left = leaves(call.step(), call.attempt());
    if (file == null) {
      throw new IllegalStateException("a notebook that the check did not find: " + call.task());
    }
    JsonObject.Builder message =
        messages.run(call, KIND, file.toString()).put("path", CallMessages.jsonPath(context));
    left.ifPresent(folder ->
        message.put("output", folder.resolve(outputName(call.task(), call.step())).toString()));
    return WorkerCall.start(
        pools.of(call.task()),
        call,
        WorkerRun.whole(message.build()),
        true,
        messages.hidden(call),
        listener);
  }

  @Override
  public void close() {
    SharedPythonPools.ALL.close(context);
  }
}
