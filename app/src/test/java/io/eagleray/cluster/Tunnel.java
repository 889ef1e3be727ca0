package io.eagleray.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a dashboard that can be cut and mended, as a network is. */
final class Tunnel implements AutoCloseable {
  private final int port;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  /**
   * @param there a dashboard of this machine
   */
  Tunnel(URI there) {
    this.port = there.getPort();
    try {
      this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** The near end. */
  String address() {
    return "http://127.0.0.1:" + entrance.getLocalPort();
  }

  /** Breaks all connections; new ones break at once. */
  void cut() {
    isCut = true;
    open.forEach(Tunnel::close);
  }

  /** Lets connections through again. */
  void mend() {
    isCut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        Thread.ofVirtual().start(() -> join(near));
      }
    } catch (IOException closed) {
      // The tunnel is no longer needed.
    }
  }

  private void join(Socket near) {
    try (near;
        Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
      open.add(near);
      open.add(far);
      if (isCut) {
        return;
      }
      Thread back = Thread.ofVirtual().start(() -> pass(far, near));
      pass(near, far);
      back.join();
    } catch (IOException broken) {
      // As a cut connection is.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(near);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
