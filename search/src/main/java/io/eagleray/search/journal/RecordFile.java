package io.eagleray.search.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A file of records that only grows: a magic number, then for each record its length, its bytes and
 * a checksum of them and of the checksum before. So no record can change, vanish or come from
 * elsewhere without being noticed. A last record that was cut off is dropped.
 */
final class RecordFile implements AutoCloseable {
  private static final byte[] MAGIC = {'E', 'A', 'G', 'L', 'E', 'J', '1', '\n'};
  private static final int CHECKSUM = 4;
  private static final byte[] NOTHING = {};

  private final Path path;
  private final FileChannel channel;

  /** The checksum of the last record. */
  private int last;

  private boolean isBroken;

  private RecordFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws JournalException if it cannot be opened, or another study has it open
   */
  static RecordFile open(Path path) {
    try {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      RecordFile file = new RecordFile(path, channel);
      if (!file.lock()) {
        channel.close();
        throw new JournalException("journal " + path + " is in use by another study");
      }
      return file;
    } catch (IOException failure) {
      throw new JournalException("cannot open journal " + path + ": " + failure);
    }
  }

  private boolean lock() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException mine) {
      return false;
    }
  }

  /**
   * Reads all records; to be called once, before the first {@link #append}.
   *
   * @param first the record with which a new file will begin
   * @param mostBytes no record but the first is longer
   * @param each gets each record
   * @throws JournalException if the file is not a journal, or damaged before its end
   */
  void read(byte[] first, int mostBytes, Consumer<ByteBuffer> each) {
    try {
      // The stream is not closed: that would close the channel.
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      long end = readMagic(in);
      boolean hasRecords = end > 0 && !isTornBeginning(first);
      while (hasRecords) {
        byte[] record = readRecord(in, end, mostBytes);
        if (record.length == 0) {
          break;
        }
        end += Varint.length(record.length) + record.length + CHECKSUM;
        each.accept(ByteBuffer.wrap(record));
      }
      channel.truncate(end);
      channel.position(end);
      if (end == 0) {
        write(ByteBuffer.wrap(MAGIC));
      }
    } catch (IOException failure) {
      throw new JournalException("cannot read journal " + path + ": " + failure);
    }
  }

  /** Returns where the records begin; 0 if there is nothing yet. */
  private long readMagic(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length))) {
      throw new JournalException(path + " is not a journal of a study");
    }
    return magic.length < MAGIC.length ? 0 : magic.length;
  }

  /** Whether there is nothing but a part of the first record. */
  private boolean isTornBeginning(byte[] first) throws IOException {
    long rest = channel.size() - MAGIC.length;
    byte[] frame = frame(first, first.length).array();
    if (rest >= frame.length) {
      return false;
    }
    ByteBuffer found = ByteBuffer.allocate((int) rest);
    channel.read(found, MAGIC.length);
    return Arrays.equals(found.array(), Arrays.copyOf(frame, (int) rest));
  }

  /**
   * Returns the record that begins at {@code start}; no bytes if there is no whole one any more.
   */
  private byte[] readRecord(InputStream in, long start, int mostBytes) throws IOException {
    byte[] head = readLength(in);
    if (head.length == 0 || head[head.length - 1] < 0) {
      return NOTHING;
    }
    long size = Varint.read(ByteBuffer.wrap(head));
    long rest = channel.size() - start - head.length;
    boolean isFirst = start == MAGIC.length;
    if (size <= 0 || (size > mostBytes && !isFirst)) {
      throw damaged(start);
    }
    if (size + CHECKSUM > rest) {
      if (isFirst) {
        throw damaged(start);
      }
      return NOTHING;
    }
    byte[] bytes = in.readNBytes((int) size);
    int expected = ByteBuffer.wrap(in.readNBytes(CHECKSUM)).getInt();
    int found = checksum(head, head.length, bytes, bytes.length);
    if (found != expected) {
      if (size + CHECKSUM == rest && !isFirst) {
        return NOTHING;
      }
      throw damaged(start);
    }
    last = found;
    return bytes;
  }

  private static byte[] readLength(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int next;
    do {
      next = in.read();
      if (next >= 0) {
        head.write(next);
      }
    } while (next >= 0x80 && head.size() < 9);
    return head.toByteArray();
  }

  private JournalException damaged(long start) {
    return new JournalException(
        String.format(
            "journal %s is damaged at byte %d, before its end: restore it from a copy, or cut it"
                + " off there to go on from the events before",
            path, start));
  }

  /** Adds a record; when this returns, it survives the end of this process. */
  void append(byte[] bytes, int length) {
    if (isBroken) {
      throw new JournalException("journal " + path + " could not be written before");
    }
    ByteBuffer frame = frame(bytes, length);
    try {
      write(frame);
      last = frame.getInt(frame.limit() - CHECKSUM);
    } catch (IOException failure) {
      isBroken = true;
      throw new JournalException("cannot write journal " + path + ": " + failure);
    }
  }

  /** Makes what was written survive a power cut. */
  void force() {
    try {
      channel.force(false);
    } catch (IOException failure) {
      throw new JournalException("cannot write journal " + path + ": " + failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new JournalException("cannot close journal " + path + ": " + failure);
    }
  }

  private ByteBuffer frame(byte[] bytes, int length) {
    int head = Varint.length(length);
    ByteBuffer frame = ByteBuffer.allocate(head + length + CHECKSUM);
    Varint.write(length, frame);
    int sum = checksum(frame.array(), head, bytes, length);
    return frame.put(bytes, 0, length).putInt(sum).flip();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private int checksum(byte[] head, int headLength, byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(ByteBuffer.allocate(CHECKSUM).putInt(last).flip());
    sum.update(head, 0, headLength);
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
