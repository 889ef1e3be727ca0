package io.eagleray.engine.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Stands before an S3 server, and passes on what it hears, or answers itself, or not at all. */
public final class FaultyProxy implements AutoCloseable {
  /** What it does. */
  public enum Mood {
    PASSES_ON,
    ANSWERS_503,
    NEVER_ANSWERS
  }

  private static final byte[] REFUSAL =
      """
      HTTP/1.1 503 Slow Down\r
      Content-Type: application/xml\r
      Connection: close\r
      Content-Length: 73\r
      \r
      <Error><Code>SlowDown</Code><Message>Reduce your rate.</Message></Error>
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final int behind;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Semaphore refused = new Semaphore(0);
  private volatile Mood mood = Mood.PASSES_ON;

  /**
   * A proxy on a free port.
   *
   * @param behind the port of the server
   */
  public FaultyProxy(int behind) throws IOException {
    this.behind = behind;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** From now on; connections that are open break. */
  public void become(Mood next) {
    mood = next;
    open.forEach(FaultyProxy::closeQuietly);
  }

  /** Waits until so many requests were not passed on. */
  public void awaitRefused(int requests) throws InterruptedException {
    refused.acquire(requests);
  }

  private void listen() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      switch (mood) {
        case PASSES_ON -> passOn(client);
        case ANSWERS_503 -> refuse(client);
        case NEVER_ANSWERS -> {
          refused.release();
          client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
      }
    } catch (IOException gone) {
      // The client gave up, or the mood changed.
    } finally {
      open.remove(client);
    }
  }

  private void passOn(Socket client) throws IOException {
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      open.add(target);
      Thread back = Thread.ofVirtual().start(() -> copy(target, client));
      copy(client, target);
      back.join();
      open.remove(target);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  /** Reads the request first: whoever still writes might not read the answer. */
  private void refuse(Socket client) throws IOException {
    refused.release();
    InputStream input = client.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = input.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    input.readNBytes(length(head.toString()));
    client.getOutputStream().write(REFUSAL);
    client.shutdownOutput();
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
        .map(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Closed is closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(FaultyProxy::closeQuietly);
  }
}
