package io.eagleray.engine.ray;

import io.eagleray.model.Resources;
import io.eagleray.spi.NodeWalking;
import io.eagleray.spi.NodeWalking.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the trials of a search run: one place from the start, which the search's step holds, and
 * more as the machine has room for them. So a search begins beside a step that takes its time, and
 * takes that one's place when it ends. It keeps what it has to its end.
 */
final class Places implements AutoCloseable {
  private final List<Hold> more = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger(1);

  /**
   * @param most how many at most
   * @param each what one takes
   * @param oneMore told of each that comes after the first, on any thread
   */
  Places(int most, Resources each, NodeWalking walking, Runnable oneMore) {
    for (int place = 1; place < most; place++) {
      more.add(
          walking.ask(
              each,
              () -> {
                count.incrementAndGet();
                oneMore.run();
              }));
    }
  }

  /** How many there are now. */
  int count() {
    return count.get();
  }

  @Override
  public void close() {
    more.forEach(Hold::close);
  }
}
