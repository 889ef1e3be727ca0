package io.eagleray.targets.ray;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where what user code prints on a cluster goes: the log of the step's attempt.
 *
 * <p>A job's log is told from its start again whenever somebody attaches to it. So the part of the
 * file that is this submission's begins with a line of its own, and is written anew. Secrets of
 * this machine are blotted out here too, whatever the workers have missed.
 */
final class StepLog implements Closeable {
  private static final String BLOT = "***";

  /** A shorter value would blot out words that are no secret. */
  private static final int SHORTEST_SECRET = 6;

  private final OutputStream out;
  private final List<String> secrets;

  private StepLog(OutputStream out, List<String> secrets) {
    this.out = out;
    this.secrets = secrets;
  }

  /**
   * Opens a log for a submission.
   *
   * @param submission the submission id
   * @param secrets values that nothing may show
   */
  static StepLog open(Path file, String submission, Iterable<String> secrets) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    String heading = "[job " + submission + "]\n";
    // RandomAccessFile, because a channel for appending cannot be cut.
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    try {
      opened.setLength(begin(file, heading));
      opened.seek(opened.length());
      OutputStream out = Channels.newOutputStream(opened.getChannel());
      out.write(heading.getBytes(StandardCharsets.UTF_8));
      return new StepLog(out, longestFirst(secrets));
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** Where the submission's part begins: at its heading, or at the end. */
  private static long begin(Path file, String heading) throws IOException {
    long at = 0;
    try (var lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = lines.readLine();
      while (line != null) {
        if ((line + "\n").equals(heading)) {
          return at;
        }
        at += line.length() + 1;
        line = lines.readLine();
      }
    }
    return Files.size(file);
  }

  private static List<String> longestFirst(Iterable<String> secrets) {
    List<String> values = new ArrayList<>();
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        values.add(secret);
      }
    }
    values.sort(Comparator.comparingInt(String::length).reversed());
    return values;
  }

  void line(String text) throws IOException {
    String shown = text;
    for (String secret : secrets) {
      shown = shown.replace(secret, BLOT);
    }
    out.write((shown + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
