package io.eagleray.worker.task;

import io.eagleray.worker.redact.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Stands in for {@code System.out} or {@code System.err}, and passes what is printed on to the
 * output of the task that the printing thread works for. A thread of no known task (one of the
 * common pool, say) is taken to work for the only task there is; where there are several, its
 * output goes to the worker's own log, without the secrets of any task.
 */
final class OutputRouter extends OutputStream {
  private final Function<TaskOutput, OutputStream> stream;
  private final Supplier<Optional<TaskRun>> only;
  private final OutputStream own;
  private final Set<String> secrets = new HashSet<>();
  private OutputStream fallback;

  private OutputRouter(
      Function<TaskOutput, OutputStream> stream,
      Supplier<Optional<TaskRun>> only,
      OutputStream own) {
    this.stream = stream;
    this.only = only;
    this.own = own;
    this.fallback = own;
  }

  /**
   * Takes the place of the process's output streams.
   *
   * @param only the task that runs, where there is just one
   * @return what must be told of each task's secrets
   */
  static java.util.function.Consumer<Collection<String>> install(Supplier<Optional<TaskRun>> only) {
    OutputRouter out = new OutputRouter(TaskOutput::out, only, System.err);
    OutputRouter err = new OutputRouter(TaskOutput::err, only, System.err);
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    return secrets -> {
      out.hide(secrets);
      err.hide(secrets);
    };
  }

  private synchronized void hide(Collection<String> more) {
    if (secrets.addAll(more)) {
      fallback = Redactor.of(secrets).over(own);
    }
  }

  private OutputStream target() {
    Optional<TaskRun> task = CurrentTask.get().or(only);
    synchronized (this) {
      return task.map(TaskRun::output).map(stream).orElse(fallback);
    }
  }

  @Override
  public void write(int b) throws IOException {
    target().write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target().write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    target().flush();
  }
}
