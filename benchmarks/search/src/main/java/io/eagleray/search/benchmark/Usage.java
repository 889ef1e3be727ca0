package io.eagleray.search.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process has used.
 *
 * @param wallSeconds since some moment
 * @param cpuSeconds of all its threads, compilers and collectors too
 */
record Usage(double wallSeconds, double cpuSeconds) {

  static Usage now() {
    double cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    return new Usage(System.nanoTime() / 1e9, cpu);
  }

  String since(Usage before) {
    return String.format(
        "%.1f s of CPU, %.1f s wall",
        cpuSeconds - before.cpuSeconds, wallSeconds - before.wallSeconds);
  }

  /** The largest resident set so far, as Linux tells it, with the heap's limit. */
  static String peakMemory() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    String peak =
        status.stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElse("0");
    long limit = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax() >> 20;
    return String.format(
        "largest resident set %d MiB, heap limit %d MiB", Long.parseLong(peak) >> 10, limit);
  }
}
