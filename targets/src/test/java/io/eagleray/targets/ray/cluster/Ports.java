package io.eagleray.targets.ray.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Ports that nobody uses now, below those that the system gives out by itself. */
final class Ports {
  private static final int FIRST = 10_000;
  private static final int LAST = 30_000;
  private static final int TRIES = 200;
  private static final Random RANDOM = new Random();

  private Ports() {}

  /** The first of so many free ports in a row. */
  static int free(int count) {
    for (int i = 0; i < TRIES; i++) {
      int first = FIRST + RANDOM.nextInt(LAST - FIRST - count);
      if (areFree(first, count)) {
        return first;
      }
    }
    throw new IllegalStateException("no " + count + " free ports in a row");
  }

  private static boolean areFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(port));
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }
}
