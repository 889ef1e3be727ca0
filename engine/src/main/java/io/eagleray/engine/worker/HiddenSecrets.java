package io.eagleray.engine.worker;

import io.eagleray.worker.redact.Redactor;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets of all tasks that a worker was ever given: what it prints outside of tasks, from a
 * thread that went on or from native code, may hold any of them. Thread-safe.
 */
final class HiddenSecrets {
  private final Set<String> values = new LinkedHashSet<>();
  private volatile Redactor redactor = Redactor.of(List.of());

  synchronized void add(Collection<String> secrets) {
    if (values.addAll(secrets)) {
      redactor = Redactor.of(values);
    }
  }

  /** A stream that hides what is known at the time of each write. */
  OutputStream over(OutputStream target) {
    return new Stream(target);
  }

  private final class Stream extends FilterOutputStream {
    private Redactor known = redactor;
    private OutputStream clean;

    Stream(OutputStream target) {
      super(target);
      clean = known.over(new Open(target));
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Redactor now = redactor;
      if (now != known) {
        clean.close();
        known = now;
        clean = now.over(new Open(out));
      }
      clean.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      clean.flush();
    }

    @Override
    public void close() throws IOException {
      clean.close();
      super.close();
    }
  }

  /** Stays open when the stream before it is closed. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
