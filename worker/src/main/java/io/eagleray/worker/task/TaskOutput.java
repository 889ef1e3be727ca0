package io.eagleray.worker.task;

import io.eagleray.worker.redact.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of a task goes: its log, without its secrets. Nothing is made before something
 * is printed. Safe for use by several threads.
 */
final class TaskOutput {
  private final Optional<Path> path;
  private final Redactor redactor;
  private final LogPusher pusher;
  private @Nullable LogFile log;
  private @Nullable OutputStream out;
  private @Nullable OutputStream err;

  TaskOutput(Optional<Path> path, Redactor redactor, LogPusher pusher) {
    this.path = path;
    this.redactor = redactor;
    this.pusher = pusher;
  }

  synchronized OutputStream out() {
    OutputStream stream = out;
    if (stream == null) {
      stream = stream();
      out = stream;
    }
    return stream;
  }

  synchronized OutputStream err() {
    OutputStream stream = err;
    if (stream == null) {
      stream = stream();
      err = stream;
    }
    return stream;
  }

  private OutputStream stream() {
    if (path.isEmpty()) {
      return OutputStream.nullOutputStream();
    }
    LogFile shared = log;
    if (shared == null) {
      shared = new LogFile(path.get(), pusher);
      log = shared;
    }
    return redactor.isEmpty() ? shared : new OneAtATime(redactor.over(shared));
  }

  /** What passes on what is written to it, without the task's secrets. */
  OutputStream withoutSecrets(OutputStream target) {
    return redactor.isEmpty() ? target : redactor.over(target);
  }

  /** The end of the task: what was printed is in the file when this returns. */
  synchronized void end() throws IOException {
    if (out != null) {
      out.close();
    }
    if (err != null) {
      err.close();
    }
  }

  /** A redactor's stream, for several threads. */
  private static final class OneAtATime extends OutputStream {
    private final OutputStream target;

    OneAtATime(OutputStream target) {
      this.target = target;
    }

    @Override
    public synchronized void write(int b) throws IOException {
      target.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      target.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
      target.flush();
    }

    @Override
    public synchronized void close() throws IOException {
      target.close();
    }
  }
}
