package io.eagleray.spi;

/** Tells whether something should end. Thread-safe. */
public interface Cancellation {
  boolean isRequested();

  /**
   * Calls back once when it is requested; at once if it was already. The registration ends with
   * {@code close}.
   */
  Registration onRequest(Runnable action);

  /** A registered call-back. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
