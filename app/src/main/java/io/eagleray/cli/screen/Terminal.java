package io.eagleray.cli.screen;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The real terminal: its size. {@code stty} is the one way to ask for it without native code; it is
 * asked when the size may have changed, never for each drawing.
 */
public final class Terminal implements Supplier<Size> {
  private static final Path DEVICE = Path.of("/dev/tty");
  private static final long PATIENCE_SECONDS = 2;

  private final Map<String, String> environment;
  private final AtomicBoolean stale = new AtomicBoolean(true);
  private volatile Size size = Size.USUAL;

  /** The terminal of this process. */
  public Terminal(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The size may have changed. Safe to call from a signal's handler. */
  public void resized() {
    stale.set(true);
  }

  @Override
  public Size get() {
    if (stale.compareAndSet(true, false)) {
      size = ask();
    }
    return size;
  }

  private Size ask() {
    int columns = number(environment.getOrDefault("COLUMNS", ""), Size.USUAL.columns());
    int rows = number(environment.getOrDefault("LINES", ""), Size.USUAL.rows());
    String[] told = stty().split(" ");
    if (told.length == 2 && number(told[1], 0) > 0) {
      return new Size(number(told[1], columns), number(told[0], rows));
    }
    return new Size(columns, rows);
  }

  private static int number(String text, int otherwise) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : otherwise;
  }

  private static String stty() {
    if (!Files.isReadable(DEVICE)) {
      return "";
    }
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File(DEVICE.toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream answer = process.getInputStream()) {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return "";
        }
        return new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
      }
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
