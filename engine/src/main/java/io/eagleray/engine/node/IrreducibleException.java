package io.eagleray.engine.node;

/** Values that a reducer cannot make one of; the message says which. */
final class IrreducibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IrreducibleException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
