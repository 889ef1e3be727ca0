package io.eagleray.engine.catalog;

import io.eagleray.engine.s3.Blob;
import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.GrowingLog;
import io.eagleray.run.CatalogEntry;
import io.eagleray.spi.CatalogException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of runs in a bucket: for each run lines that are only appended to. Thread-safe. */
final class S3Manifests implements Manifests {
  private static final String PREFIX = "files/";

  private final Bucket bucket;
  private final Map<String, GrowingLog> logs = new HashMap<>();

  S3Manifests(Bucket bucket) {
    this.bucket = bucket;
  }

  private static String prefix(String runId) {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new CatalogException("\"" + runId + "\" cannot name a run");
    }
    return PREFIX + runId + "/";
  }

  @Override
  public Map<String, CatalogEntry> read(String runId) {
    byte[] lines = new GrowingLog(bucket, prefix(runId)).read();
    return ManifestLines.read(new String(lines, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void add(String runId, Collection<CatalogEntry> added) {
    append(runId, ManifestLines.write(added, read(runId)));
  }

  @Override
  public synchronized void replace(
      String runId, Collection<CatalogEntry> gone, Collection<CatalogEntry> instead) {
    append(runId, ManifestLines.replace(gone, instead, read(runId)));
  }

  private void append(String runId, String lines) {
    if (!lines.isEmpty()) {
      logs.computeIfAbsent(runId, run -> new GrowingLog(bucket, prefix(run)))
          .append(lines.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public synchronized void delete(String runId) {
    logs.remove(runId);
    bucket.delete(bucket.list(prefix(runId)).stream().map(Blob::key).toList());
  }

  @Override
  public Set<String> named() {
    Set<String> runs =
        bucket.list(PREFIX).stream()
            .map(piece -> piece.key().substring(PREFIX.length(), piece.key().lastIndexOf('/')))
            .collect(Collectors.toSet());
    Set<String> named = new HashSet<>();
    runs.forEach(run -> read(run).values().forEach(entry -> named.add(entry.sha256())));
    return named;
  }
}
