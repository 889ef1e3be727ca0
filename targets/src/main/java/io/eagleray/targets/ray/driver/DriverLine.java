package io.eagleray.targets.ray.driver;

import io.eagleray.json.Json;
import io.eagleray.run.Failure;
import io.eagleray.run.RunEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A line of the driver in its job's log; everything else there is output of the user's. */
public sealed interface DriverLine {
  /** The line's number in its job's log, from 0. */
  long number();

  /**
   * The driver runs.
   *
   * @param shared whether the cluster sees the catalog's folder
   */
  record Hello(long number, String ray, String python, boolean shared) implements DriverLine {}

  /** What happened to trials, in order. */
  record Events(long number, List<RunEvent.OfTrial> events) implements DriverLine {
    public Events {
      events = List.copyOf(events);
    }
  }

  /**
   * A part of an object that could not be stored in the catalog from there.
   *
   * @param size of the whole object, in bytes
   * @param part from 0
   */
  record ObjectPart(long number, String sha256, long size, int part, int parts, byte[] data)
      implements DriverLine {
    public ObjectPart {
      if (part < 0 || part >= parts) {
        throw new IllegalArgumentException("part must be from 0 to " + parts + ": " + part);
      }
    }
  }

  /** Something that the user should read. */
  record Note(long number, String text) implements DriverLine {}

  /** The driver has done what it had to; always the last line. */
  record End(long number, Ending ending) implements DriverLine {}

  /** How the driver's work ended. */
  sealed interface Ending {
    /**
     * It is done.
     *
     * @param why {@code all trials} or {@code time budget}; empty where nothing was searched
     * @param values of a single call, by the name of the return
     */
    record Done(Optional<String> why, Map<String, Json> values) implements Ending {
      public Done {
        values = Map.copyOf(values);
      }
    }

    /** It failed. */
    record Failed(Failure failure) implements Ending {}

    /** It was cancelled. */
    record Cancelled() implements Ending {}
  }
}
