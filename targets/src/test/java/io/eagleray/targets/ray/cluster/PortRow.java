package io.eagleray.targets.ray.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Random;

/**
 * Ports in a row, below those that the system gives out by itself, which are one cluster's alone
 * until it is closed: tests that run side by side, in Python too, hold a row by listening at the
 * port before its first.
 */
final class PortRow implements AutoCloseable {
  private static final int FIRST = 10_000;
  private static final int LENGTH = 250;
  private static final int ROWS = 80;
  private static final int TRIES = 1000;
  private static final Random RANDOM = new Random();

  private final ServerSocket guard;

  private PortRow(ServerSocket guard) {
    this.guard = guard;
  }

  /** A row in which at least so many ports are free. */
  static PortRow take(int count) {
    if (count >= LENGTH) {
      throw new IllegalArgumentException("a row has " + (LENGTH - 1) + " ports, not " + count);
    }
    for (int tried = 0; tried < TRIES; tried++) {
      int first = FIRST + RANDOM.nextInt(ROWS) * LENGTH;
      Optional<ServerSocket> guard = listening(first);
      if (guard.isPresent()) {
        PortRow row = new PortRow(guard.get());
        if (row.isFree(count)) {
          return row;
        }
        row.close();
      }
    }
    throw new IllegalStateException("no " + count + " free ports in a row");
  }

  /** The first port. */
  int first() {
    return guard.getLocalPort() + 1;
  }

  private boolean isFree(int count) {
    for (int port = first(); port < first() + count; port++) {
      Optional<ServerSocket> socket = listening(port);
      if (socket.isEmpty()) {
        return false;
      }
      close(socket.get());
    }
    return true;
  }

  private static Optional<ServerSocket> listening(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.bind(new InetSocketAddress(port));
        return Optional.of(socket);
      } catch (IOException taken) {
        socket.close();
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    close(guard);
  }
}
