package io.eagleray.engine.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server, which does not hear of it when a client's connection breaks. */
final class HalfOpenProxy implements AutoCloseable {
  private final int behind;
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final Set<Socket> servers = ConcurrentHashMap.newKeySet();

  /**
   * A proxy on a free port.
   *
   * @param behind the port of the server
   */
  HalfOpenProxy(int behind) throws IOException {
    this.behind = behind;
    Thread.ofVirtual().start(this::listen);
  }

  /** The server's URL as it is here. */
  String url(String url) {
    return url.replace(":" + URI.create(url).getPort() + "/", ":" + listening.getLocalPort() + "/");
  }

  /** Breaks all connections, on one side. */
  void dropClients() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  private void listen() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
        clients.add(client);
        servers.add(server);
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException broken) {
      // The other side is not told.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    dropClients();
    for (Socket server : servers) {
      server.close();
    }
  }
}
