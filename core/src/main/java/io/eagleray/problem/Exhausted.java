package io.eagleray.problem;

/** What this program has run out of, in words that say what to do. */
public final class Exhausted {
  private Exhausted() {}

  /** The words for an error that the JVM throws for want of memory or of threads. */
  public static String words(OutOfMemoryError error) {
    return String.valueOf(error.getMessage()).contains("thread")
        ? "this program may start no more threads; raise the limit (ulimit -u), or end other"
            + " programs"
        : "the memory of this program, "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB, is used up; EAGLERAY_JAVA_OPTIONS=-Xmx4g, for example, gives it more";
  }
}
