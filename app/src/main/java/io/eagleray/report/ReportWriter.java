package io.eagleray.report;

import io.eagleray.file.WholeFile;
import io.eagleray.run.RunStatus;
import io.eagleray.spi.RunStore;
import java.io.IOException;
import java.nio.file.Path;

/** Writes reports: one HTML file each, which needs nothing beside it and no network. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Writes the report of a stored run.
   *
   * @param status the run's, as seen by somebody who knows whether its driver lives
   * @param file as {@link WholeFile} writes it
   * @throws IOException if the file cannot be written
   * @throws io.eagleray.spi.UnknownRunException if there is no such run
   */
  public static void write(RunStore store, String runId, RunStatus status, Path file)
      throws IOException {
    write(ReportData.from(EventLog.of(store, runId), status), file);
  }

  /** Writes a report; see {@link #write(RunStore, String, RunStatus, Path)}. */
  public static void write(ReportData data, Path file) throws IOException {
    WholeFile.write(file, ReportPage.html(data));
  }
}
