package io.eagleray.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Standard input of this process, whose reads end when it is closed, with an {@link
 * AsynchronousCloseException}. Those of {@code System.in} do not, and a JVM that ends waits 0.3 s
 * for a thread that is inside of one. For one reader; whoever closes it may be another.
 */
final class Inlet extends InputStream {
  private final ByteBuffer unread = ByteBuffer.allocate(1 << 13).limit(0);
  private @Nullable FileChannel channel;
  private boolean isClosed;

  @Override
  public int read() throws IOException {
    return fill() ? unread.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int some = Math.min(count, unread.remaining());
    unread.get(bytes, from, some);
    return some;
  }

  /** Waits until there is something to read; false at the end. */
  private boolean fill() throws IOException {
    if (!unread.hasRemaining()) {
      unread.clear();
      int count;
      try {
        count = open().read(unread);
      } finally {
        unread.flip();
      }
      return count > 0;
    }
    return true;
  }

  /** Made when there is somebody who reads, which few commands do. */
  private synchronized FileChannel open() throws IOException {
    if (isClosed) {
      throw new AsynchronousCloseException();
    }
    FileChannel there = channel;
    if (there == null) {
      there = new FileInputStream(FileDescriptor.in).getChannel();
      channel = there;
    }
    return there;
  }

  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    if (channel != null) {
      channel.close();
    }
  }
}
