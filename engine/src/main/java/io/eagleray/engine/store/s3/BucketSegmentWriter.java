package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Bucket;
import io.eagleray.engine.s3.BucketException;
import io.eagleray.engine.s3.GrowingLog;
import io.eagleray.engine.store.GroupCommit;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** This process's own segment of one run, made with the first event. Thread-safe. */
final class BucketSegmentWriter {
  private final String segments;
  private final GrowingLog segment;
  private final Runnable mayWrite;
  private final GroupCommit<byte[]> commits = new GroupCommit<>(new ReentrantLock(), this::write);

  /**
   * @param segments the prefix of the run's segments
   * @param mayWrite throws where this process must not write any more
   */
  BucketSegmentWriter(Bucket bucket, String segments, Runnable mayWrite) {
    String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    this.segments = segments;
    this.segment = new GrowingLog(bucket, segments + name + "/");
    this.mayWrite = mayWrite;
  }

  /** The prefix of the segments of its run. */
  String segments() {
    return segments;
  }

  /** Returns when the record is durable. */
  void append(byte[] line) {
    commits.append(line);
  }

  private void write(List<GroupCommit.Entry<byte[]>> entries) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    entries.forEach(entry -> lines.writeBytes(entry.content()));
    try {
      mayWrite.run();
      segment.append(lines.toByteArray());
    } catch (BucketException e) {
      throw S3RunStore.fault(e);
    }
  }
}
