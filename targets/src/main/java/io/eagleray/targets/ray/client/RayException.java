package io.eagleray.targets.ray.client;

import java.time.Duration;

/**
 * A cluster did not do what it was asked. Each leaf is one cause; the message is one line that says
 * what is wrong and what would be right.
 */
public abstract sealed class RayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RayException(String message, Throwable cause) {
    super(message, cause);
  }

  private RayException(String message) {
    super(message);
  }

  /** The message; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Nobody listens there, the name is unknown, or the connection broke. */
  public static final class UnreachableException extends RayException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }

    UnreachableException(String message) {
      super(message);
    }
  }

  /** Something answers, but it is not Ray's dashboard: a web page, another service. */
  public static final class NotRayException extends RayException {
    private static final long serialVersionUID = 1L;

    NotRayException(String message) {
      super(message);
    }
  }

  /** HTTP 401: a token or another proof is needed and none was given. */
  public static final class TokenMissingException extends RayException {
    private static final long serialVersionUID = 1L;

    TokenMissingException(String message) {
      super(message);
    }
  }

  /** HTTP 403: the token is wrong, or does not allow this. */
  public static final class TokenRefusedException extends RayException {
    private static final long serialVersionUID = 1L;

    TokenRefusedException(String message) {
      super(message);
    }
  }

  /** No secure connection: an expired, unknown or foreign certificate, or no TLS at all. */
  public static final class TlsException extends RayException {
    private static final long serialVersionUID = 1L;

    TlsException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A Ray that is too old, or that lacks what was asked for. */
  public static final class UnsupportedException extends RayException {
    private static final long serialVersionUID = 1L;

    UnsupportedException(String message) {
      super(message);
    }
  }

  /** The dashboard answers, but the GCS behind it, and so the cluster, is dead. */
  public static final class ClusterDeadException extends RayException {
    private static final long serialVersionUID = 1L;

    ClusterDeadException(String message) {
      super(message);
    }
  }

  /** No answer in time. */
  public static final class NoAnswerException extends RayException {
    private static final long serialVersionUID = 1L;

    private final Duration waited;

    NoAnswerException(String message, Duration waited) {
      super(message);
      this.waited = waited;
    }

    /** How long was waited. */
    public Duration waited() {
      return waited;
    }
  }

  /** HTTP 400 and its like: the request is wrong. */
  public static final class RejectedException extends RayException {
    private static final long serialVersionUID = 1L;

    RejectedException(String message) {
      super(message);
    }
  }

  /** HTTP 5xx: the cluster, or a proxy before it, failed. */
  public static final class ServerFailedException extends RayException {
    private static final long serialVersionUID = 1L;

    ServerFailedException(String message) {
      super(message);
    }
  }

  /** There is no such job. */
  public static final class UnknownJobException extends RayException {
    private static final long serialVersionUID = 1L;

    UnknownJobException(String message) {
      super(message);
    }
  }

  /** An answer that is cut off or not what Ray answers. */
  public static final class BadAnswerException extends RayException {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String message) {
      super(message);
    }
  }

  /** The waiting thread was interrupted; its interrupt is set again. */
  public static final class InterruptedCallException extends RayException {
    private static final long serialVersionUID = 1L;

    InterruptedCallException(String message) {
      super(message);
    }
  }
}
