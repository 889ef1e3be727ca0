package io.eagleray.targets.ray.client.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a zip that is the same for the same content: no times, and the modes of files, which the
 * JDK's own writer leaves out. Up to 4 GiB and 65,535 files.
 */
final class ZipFileWriter implements AutoCloseable {
  /** How many files fit. */
  static final int MOST_FILES = 65_535;

  private static final int LOCAL = 0x04034b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final short UTF_8_WITH_DESCRIPTOR = 0x0808;
  private static final short DEFLATED = 8;
  private static final short VERSION = 20;
  private static final short UNIX = 3 << 8 | VERSION;
  private static final short FIRST_DAY = (1980 - 1980) << 9 | 1 << 5 | 1;
  private static final int REGULAR = 0100000;

  private final OutputStream out;
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final List<byte[]> central = new ArrayList<>();
  private final byte[] read = new byte[64 << 10];
  private final byte[] packed = new byte[64 << 10];
  private long written;

  ZipFileWriter(OutputStream out) {
    this.out = out;
  }

  /** How much was written, in bytes. */
  long written() {
    return written;
  }

  /**
   * Adds a file.
   *
   * @param mode Unix permissions: 0644, 0755
   * @param progress called with each piece of content before it is written
   */
  void add(String path, int mode, InputStream content, Progress progress) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    long offset = written;
    write(header(30 + name.length).putInt(LOCAL).putShort(VERSION), name, true);
    CRC32 crc = new CRC32();
    deflater.reset();
    long size = 0;
    long begin = written;
    for (int count = content.read(read); count >= 0; count = content.read(read)) {
      crc.update(read, 0, count);
      size += count;
      deflater.setInput(read, 0, count);
      progress.of(read, count);
      drain(false);
    }
    deflater.finish();
    drain(true);
    long compressed = written - begin;
    write(
        header(16)
            .putInt(DESCRIPTOR)
            .putInt((int) crc.getValue())
            .putInt((int) compressed)
            .putInt((int) size));
    ByteBuffer entry =
        header(46 + name.length)
            .putInt(CENTRAL)
            .putShort(UNIX)
            .putShort(VERSION)
            .putShort(UTF_8_WITH_DESCRIPTOR)
            .putShort(DEFLATED)
            .putShort((short) 0)
            .putShort(FIRST_DAY)
            .putInt((int) crc.getValue())
            .putInt((int) compressed)
            .putInt((int) size)
            .putShort((short) name.length)
            .putInt(0) // no extra field, no comment
            .putInt(0) // the first disk; no internal attributes
            .putInt((REGULAR | mode) << 16)
            .putInt((int) offset)
            .put(name);
    central.add(entry.array());
  }

  /** Hears of content. */
  @FunctionalInterface
  interface Progress {
    void of(byte[] bytes, int count);
  }

  private void write(ByteBuffer begin, byte[] name, boolean isLocal) throws IOException {
    if (isLocal) {
      begin
          .putShort(UTF_8_WITH_DESCRIPTOR)
          .putShort(DEFLATED)
          .putShort((short) 0)
          .putShort(FIRST_DAY)
          .putInt(0) // checksum and sizes stand behind the content
          .putInt(0)
          .putInt(0)
          .putShort((short) name.length)
          .putShort((short) 0)
          .put(name);
    }
    write(begin);
  }

  private void drain(boolean last) throws IOException {
    while (last ? !deflater.finished() : !deflater.needsInput()) {
      int count = deflater.deflate(packed);
      out.write(packed, 0, count);
      written += count;
    }
  }

  private static ByteBuffer header(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer bytes) throws IOException {
    out.write(bytes.array());
    written += bytes.capacity();
  }

  /** Writes the directory of the zip. */
  void finish() throws IOException {
    long begin = written;
    for (byte[] entry : central) {
      out.write(entry);
      written += entry.length;
    }
    write(
        header(22)
            .putInt(END)
            .putInt(0) // one disk
            .putShort((short) central.size())
            .putShort((short) central.size())
            .putInt((int) (written - begin))
            .putInt((int) begin)
            .putShort((short) 0));
  }

  @Override
  public void close() {
    deflater.end();
  }
}
