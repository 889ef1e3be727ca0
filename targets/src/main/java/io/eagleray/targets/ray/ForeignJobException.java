package io.eagleray.targets.ray;

/** A job of the cluster has the name of one of ours, and is not. */
final class ForeignJobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ForeignJobException(String message) {
    super(message);
  }
}
