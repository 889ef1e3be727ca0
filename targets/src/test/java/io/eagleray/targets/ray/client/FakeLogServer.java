package io.eagleray.targets.ray.client;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the log of one job over WebSockets that break, or not at all. */
final class FakeLogServer implements AutoCloseable {
  /** What a connection is sent. */
  interface Script {
    /**
     * Sends frames; the connection is cut where it throws, else closed with code 1000.
     *
     * @param connection counted from 0
     */
    void run(int connection, Frames frames) throws IOException;
  }

  private final ServerSocket server;
  private final Script script;
  private final boolean upgrades;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger downloads = new AtomicInteger();
  private volatile String status = "RUNNING";
  private volatile String log = "";

  FakeLogServer(boolean upgrades, Script script) {
    this.upgrades = upgrades;
    this.script = script;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  void status(String word) {
    status = word;
  }

  /** What the whole log is. */
  void log(String text) {
    log = text;
  }

  int connections() {
    return connections.get();
  }

  int downloads() {
    return downloads.get();
  }

  RayClient client() {
    return RayClient.of(RayConnection.of(URI.create("http://127.0.0.1:" + server.getLocalPort())));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
      String line = line(in);
      String key = "";
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        if (header.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
          key = header.substring(header.indexOf(':') + 1).strip();
        }
      }
      if (line.contains("/logs/tail")) {
        tail(key, out);
      } else if (line.contains("/logs")) {
        downloads.incrementAndGet();
        answer(out, "{\"logs\": " + io.eagleray.json.Json.of(log).text() + "}");
      } else {
        answer(
            out, "{\"type\":\"SUBMISSION\",\"submission_id\":\"j\",\"status\":\"" + status + "\"}");
      }
    } catch (IOException cut) {
      // As the script wished, or the client left.
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static void answer(OutputStream out, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + bytes.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private void tail(String key, OutputStream out) throws IOException {
    int connection = connections.getAndIncrement();
    if (!upgrades) {
      out.write(
          "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return;
    }
    out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accepting(key)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    script.run(connection, new Frames(out));
    out.write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xE8}); // close, 1000
    out.flush();
  }

  private static String accepting(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest(
                      (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                          .getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes text frames. */
  static final class Frames {
    private final OutputStream out;

    Frames(OutputStream out) {
      this.out = out;
    }

    void text(byte[] bytes, int offset, int length) throws IOException {
      frame(0x81, bytes, offset, length);
    }

    /** A message in two frames, which may split a letter. */
    void split(byte[] bytes, int at) throws IOException {
      frame(0x01, bytes, 0, at);
      frame(0x80, bytes, at, bytes.length - at);
    }

    private void frame(int first, byte[] bytes, int offset, int length) throws IOException {
      out.write(first);
      if (length < 126) {
        out.write(length);
      } else if (length < 1 << 16) {
        out.write(126);
        out.write(length >> 8);
        out.write(length);
      } else {
        out.write(127);
        for (int shift = 56; shift >= 0; shift -= 8) {
          out.write((int) ((long) length >> shift));
        }
      }
      out.write(bytes, offset, length);
    }

    void flush() throws IOException {
      out.flush();
    }

    /** Breaks the connection off. */
    void cut() throws IOException {
      out.flush();
      throw new IOException("cut");
    }
  }
}
