package io.eagleray.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command that starts a Java worker: a JVM that leads a process group of its own, with the
 * engine's two pipes at descriptors 3 and 4, the null device at 0, and 1 joined to 2.
 *
 * <p>Start it with pipes at 0, 1 and 2 from a process that leads its own group or not; the pid of
 * the started process is the worker's and its group's. The working directory of Java steps is the
 * one it is started in.
 *
 * @param javaHome a Java of at least 21
 * @param classPath the worker's jar, or its folder of classes
 * @param maxHeap in bytes; empty for the JVM's own choice, a quarter of the machine's memory
 * @param cache what makes the start quicker; empty for none
 * @param options further options of the JVM, such as the user's own
 */
public record WorkerCommand(
    Path javaHome,
    Path classPath,
    Optional<Long> maxHeap,
    Optional<StartCache> cache,
    List<String> options) {

  private static final long SMALLEST_HEAP = 16L << 20;
  private static final long FIRST_HEAP = 16L << 20;

  /** Moves the pipes, and makes the process lead a group where there is {@code setsid} or perl. */
  private static final String MOVE_PIPES =
      "if command -v setsid >/dev/null; then exec setsid \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2; "
          + "elif command -v perl >/dev/null; then "
          + "exec perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' \"$0\" \"$@\" "
          + "3<&0 4>&1 0</dev/null 1>&2; "
          + "else exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2; fi";

  /** Moves the pipes; in a container there is no other group to stay out of. */
  private static final String MOVE_PIPES_ONLY = "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2";

  /** Checks the heap's size. */
  public WorkerCommand {
    options = List.copyOf(options);
    if (maxHeap.isPresent() && maxHeap.get() < SMALLEST_HEAP) {
      throw new IllegalArgumentException(
          "a worker's heap must be at least " + SMALLEST_HEAP + " bytes, not " + maxHeap.get());
    }
  }

  /** The program and its arguments. */
  public List<String> argv() {
    return argv(MOVE_PIPES, javaHome.resolve("bin").resolve("java").toString());
  }

  /** The same in a container, with the Java that is on its path. */
  public List<String> argvInContainer() {
    return argv(MOVE_PIPES_ONLY, "java");
  }

  private List<String> argv(String script, String java) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", script, java));
    maxHeap.ifPresent(bytes -> argv.add("-Xmx" + bytes));
    // The serial collector starts quickest and takes the least memory and threads. A heap that
    // starts small grows with what user code keeps, instead of using up memory it does not need.
    // Compilers half as eager as usual cost less, over one task as over ten thousand. The
    // optimising one is left for what runs four times as often again: short tasks do well without
    // it, and training takes no longer (docs/design/speed.md).
    argv.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-Xms" + FIRST_HEAP,
            "-XX:-UsePerfData",
            "-XX:CompileThresholdScaling=2",
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000",
            "-Dfile.encoding=UTF-8"));
    cache.map(StartCache::options).ifPresent(argv::addAll);
    argv.addAll(options);
    argv.addAll(
        List.of(
            "-cp", classPath.toString(), WorkerMain.class.getName(), "--in", "3", "--out", "4"));
    return List.copyOf(argv);
  }
}
