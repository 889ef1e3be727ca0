package io.eagleray.engine.s3;

import java.io.IOException;
import java.io.InputStream;

/** What is uploaded; it is read once from its start. */
public interface Upload {
  /** In bytes; what comes from {@link #open} may be less or more, and counts. */
  long size() throws IOException;

  InputStream open() throws IOException;

  /**
   * Called when all was read and before the object is there.
   *
   * @throws IOException if it is not what it should be: then there will be no object
   */
  void check() throws IOException;
}
