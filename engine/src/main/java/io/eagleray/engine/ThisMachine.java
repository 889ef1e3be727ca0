package io.eagleray.engine;

import com.sun.management.OperatingSystemMXBean;
import io.eagleray.model.Bytes;
import io.eagleray.spi.Machine;
import java.lang.management.ManagementFactory;

/** Looks at what the machine has. */
final class ThisMachine {
  private ThisMachine() {}

  static Machine look(boolean ignoreGpus) {
    Bytes memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? new Bytes(system.getTotalMemorySize())
            : new Bytes(Long.MAX_VALUE);
    return new Machine(Runtime.getRuntime().availableProcessors(), memory, ignoreGpus);
  }
}
