package io.eagleray.cli.run;

import io.eagleray.cli.past.Parts;
import io.eagleray.cli.past.PastRun;

/**
 * A run that is to go on, and the working directory that it was started in.
 *
 * @param directory absolute
 */
record RunPlace(String runId, String directory) {

  /** Finds the run that the user named. */
  static RunPlace of(Parts parts, String name) {
    return parts.withRun(
        name,
        found -> {
          PastRun past = found.read();
          String directory = past.state().isCreated() ? past.state().created().root() : "";
          return new RunPlace(found.id(), directory);
        });
  }
}
