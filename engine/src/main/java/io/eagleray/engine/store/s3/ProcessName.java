package io.eagleray.engine.store.s3;

import io.eagleray.engine.process.ProcessStat;
import io.eagleray.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Which process of which machine, so that another on the same machine can see at once that it is
 * gone.
 *
 * @param host for messages
 * @param space where the process ids are the same as here: one start of one machine, and one space
 *     of process ids on it; empty where that cannot be told
 * @param started tells apart two processes that had the same id: in ticks since the machine's boot,
 *     which stay what they are when its clock is set; where there are none, as the system tells
 */
record ProcessName(String host, String space, long pid, String started) {
  static ProcessName ofThis() {
    return new ProcessName(
        thisHost(),
        thisSpace(),
        ProcessHandle.current().pid(),
        started(ProcessHandle.current().pid()));
  }

  static ProcessName of(JsonObject json) {
    return new ProcessName(
        json.text("host").orElse(""),
        json.text("space").orElse(""),
        json.integer("pid").orElse(0),
        json.text("started").orElse(""));
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("host", host)
        .put("space", space)
        .put("pid", pid)
        .put("started", started)
        .build();
  }

  boolean isThis() {
    return equals(ofThis());
  }

  /** Whether it is known to have ended. */
  boolean isGone() {
    return isHere() && !started(pid).equals(started);
  }

  private boolean isHere() {
    return !space.isEmpty() && space.equals(thisSpace());
  }

  String words() {
    return "process " + pid + (isHere() ? "" : " on " + host);
  }

  /** Empty where no such process runs. */
  private static String started(long pid) {
    return ProcessStat.of(pid)
        .filter(stat -> !stat.isEnded())
        .map(stat -> Long.toString(stat.start()))
        .or(() ->
            ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toString))
        .orElse("");
  }

  private static String thisSpace() {
    try {
      String start = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return start + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException notOnThisSystem) {
      return "";
    }
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
