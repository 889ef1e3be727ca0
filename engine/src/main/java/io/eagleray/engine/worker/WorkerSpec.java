package io.eagleray.engine.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a worker process is started.
 *
 * @param what for messages: {@code python worker}
 * @param command the whole command line; makes the process the leader of a group
 * @param environment over the engine's own
 * @param directory the working directory
 * @param log where what it prints outside of tasks goes
 * @param concurrent whether it runs many tasks at once
 * @param interrupt how a running task is asked to end
 * @param ending how long it may take to end by itself, before it is killed
 */
public record WorkerSpec(
    String what,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    boolean concurrent,
    Interrupt interrupt,
    Duration ending) {
  /** Enough for a worker that has nothing to do but end. */
  public static final Duration USUAL_ENDING = Duration.ofSeconds(2);

  public WorkerSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** How a running task is asked to end. */
  public enum Interrupt {
    /** By a {@code cancel} message. */
    MESSAGE,
    /** By the message, and the signal INT to the process each second. */
    SIGNAL
  }
}
