package io.eagleray.engine.catalog;

import io.eagleray.engine.hash.ContentHash;
import io.eagleray.engine.s3.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that must have the hash for which it is uploaded; it is hashed while it is sent. */
record HashedFile(Path file, String sha256, ContentHash hash) implements Upload {
  @Override
  public long size() throws IOException {
    return Files.size(file);
  }

  @Override
  public InputStream open() throws IOException {
    return hash.over(Files.newInputStream(file));
  }

  @Override
  public void check() throws IOException {
    if (!hash.hex().equals(sha256)) {
      throw new IOException(file + " was changed while it was put");
    }
  }
}
