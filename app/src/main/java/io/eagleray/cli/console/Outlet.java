package io.eagleray.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A standard stream of this process, which remembers the first thing that it could not take. */
public final class Outlet extends OutputStream {
  private final OutputStream to;
  private final int number;
  private volatile Optional<IOException> refusal = Optional.empty();

  private Outlet(FileDescriptor descriptor, int number) {
    this.to = new FileOutputStream(descriptor);
    this.number = number;
  }

  /** Standard output. */
  public static Outlet ofOutput() {
    return new Outlet(FileDescriptor.out, 1);
  }

  /** Standard error. */
  static Outlet ofErrors() {
    return new Outlet(FileDescriptor.err, 2);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      to.write(bytes, from, count);
    } catch (IOException e) {
      refusal = refusal.or(() -> Optional.of(e));
      throw e;
    }
  }

  /**
   * Why something that was written is lost; nothing where nobody wants it any more: whoever read it
   * went away ({@code | head}), or the stream was closed before this process began.
   */
  public Optional<String> loss() {
    return refusal
        .map(IOException::getMessage)
        .filter(reason -> !isUnwanted(reason.toLowerCase(Locale.ROOT)));
  }

  // The system's words depend on the locale; what kind of thing the stream is does not.
  private boolean isUnwanted(String reason) {
    if (reason.contains("broken pipe") || reason.contains("bad file descriptor")) {
      return true;
    }
    try {
      String kind = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
      return kind.startsWith("pipe:") || kind.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
