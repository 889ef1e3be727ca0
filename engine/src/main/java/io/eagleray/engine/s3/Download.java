package io.eagleray.engine.s3;

import java.io.IOException;
import java.io.OutputStream;

/** Where an object goes that is read. */
public interface Download {
  /** Begins, or begins anew; whatever was written before is void. */
  OutputStream begin() throws IOException;
}
