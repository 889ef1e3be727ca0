package io.eagleray.engine.catalog;

import io.eagleray.engine.s3.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;

/** A file that must have the hash for which it is uploaded; it is hashed while it is sent. */
final class HashedFile implements Upload {
  private final Path file;
  private final String sha256;
  private Sha256.Running hash = Sha256.running();

  HashedFile(Path file, String sha256) {
    this.file = file;
    this.sha256 = sha256;
  }

  @Override
  public long size() throws IOException {
    return Files.size(file);
  }

  @Override
  public InputStream open() throws IOException {
    hash = Sha256.running();
    return new DigestInputStream(Files.newInputStream(file), hash.digest());
  }

  @Override
  public void check() throws IOException {
    if (!hash.hex().equals(sha256)) {
      throw new IOException(file + " was changed while it was put");
    }
  }
}
