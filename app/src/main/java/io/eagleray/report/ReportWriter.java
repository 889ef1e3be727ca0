package io.eagleray.report;

import io.eagleray.run.RunStatus;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes reports: one HTML file each, which needs nothing beside it and no network. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Writes the report of a stored run.
   *
   * @param status the run's, as seen by somebody who knows whether its driver lives
   * @param file replaced whole if it exists, but for a device or a pipe, which is written to;
   *     missing folders are made
   * @throws IOException if the file cannot be written
   * @throws io.eagleray.spi.UnknownRunException if there is no such run
   */
  public static void write(RunStore store, String runId, RunStatus status, Path file)
      throws IOException {
    write(ReportData.from(EventLog.of(store, runId), status), file);
  }

  /** Writes a report; see {@link #write(RunStore, String, RunStatus, Path)}. */
  public static void write(ReportData data, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("not a file: " + file);
    }
    Files.createDirectories(folder);
    String page = ReportPage.html(data);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // A device or a pipe, which a file that is moved there would replace.
      Files.writeString(target, page);
      return;
    }
    Path part = folder.resolve("." + target.getFileName() + ".part");
    try {
      Files.writeString(part, page);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
