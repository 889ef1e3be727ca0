package io.eagleray.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and its like while a run goes on: the first one cancels, the second one ends the process
 * at once.
 *
 * <p>A shutdown hook could not tell the second from the first, so the signals themselves are heard,
 * with the one class that the JDK has for it.
 */
public final class Interrupts implements AutoCloseable {
  private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

  private final List<Runnable> restore = new ArrayList<>();

  /**
   * Begins to hear.
   *
   * @param first what the first signal does
   * @param second what the second does; it does not return
   */
  public Interrupts(Runnable first, Runnable second) {
    AtomicInteger heard = new AtomicInteger();
    for (String name : ENDING) {
      listen(name, () -> (heard.getAndIncrement() == 0 ? first : second).run());
    }
  }

  /** Hears the signal of a terminal that changed its size. */
  public void onResize(Runnable action) {
    listen("WINCH", action);
  }

  private void listen(String name, Runnable action) {
    Signal signal = new Signal(name);
    try {
      SignalHandler before = Signal.handle(signal, any -> action.run());
      restore.add(() -> Signal.handle(signal, before));
    } catch (IllegalArgumentException notHere) {
      // The platform lacks the signal, or the JVM was told to leave it alone (-Xrs).
    }
  }

  /** Leaves the signals as they were. */
  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
