package io.eagleray.engine.store.s3;

import io.eagleray.engine.s3.Content;
import io.eagleray.json.Json;
import io.eagleray.json.JsonException;
import io.eagleray.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a lease says.
 *
 * @param holder the one that took it; of each taking another
 * @param process whose it is
 * @param turn how often it was renewed, so that each renewal writes something else
 * @param held false once it was given up
 */
record Lease(String holder, ProcessName process, long turn, boolean held) {
  /** A lease that was not renewed for so long is void. */
  static final Duration TERM = Duration.ofMinutes(1);

  /**
   * The holders of this process: one that it gave up, and could not tell, is known here to be void.
   */
  private static final Set<String> OURS = ConcurrentHashMap.newKeySet();

  /** A new one for this process; {@link #end} ends it. */
  static Lease begin() {
    String holder = UUID.randomUUID().toString();
    OURS.add(holder);
    return new Lease(holder, ProcessName.ofThis(), 0, true);
  }

  /** From now on it binds nobody in this process, whatever the store says. */
  void end() {
    OURS.remove(holder);
  }

  /** Reads one; one that cannot be read is nobody's. */
  static Lease of(Content content) {
    JsonObject json = JsonObject.EMPTY;
    try {
      if (Json.parse(new String(content.bytes(), StandardCharsets.UTF_8))
          instanceof JsonObject object) {
        json = object;
      }
    } catch (JsonException damaged) {
      json = JsonObject.EMPTY;
    }
    return new Lease(
        json.text("holder").orElse(""),
        ProcessName.of(json.object("process")),
        json.integer("turn").orElse(0),
        json.isTrue("held"));
  }

  byte[] bytes() {
    return JsonObject.builder()
        .put("holder", holder)
        .put("process", process.json())
        .put("turn", turn)
        .put("held", held)
        .build()
        .text()
        .getBytes(StandardCharsets.UTF_8);
  }

  Lease renewed() {
    return new Lease(holder, process, turn + 1, true);
  }

  Lease givenUp() {
    return new Lease(holder, process, turn + 1, false);
  }

  /**
   * Whether it binds others.
   *
   * @param age since it was written
   */
  boolean binds(Duration age) {
    boolean isVoid = process.isThis() ? !OURS.contains(holder) : process.isGone();
    return held && age.compareTo(TERM) < 0 && !isVoid;
  }
}
