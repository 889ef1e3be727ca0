package io.eagleray.spi;

import io.eagleray.model.JavaSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What task runners of one run share.
 *
 * @param folder beside which the pipeline's relative paths are looked for first
 * @param directory the working directory: where they are looked for next, and where tasks run
 * @param state the state folder, for caches
 * @param objects where workers put objects
 * @param logs the folder of the run's logs
 * @param environment the user's environment variables
 * @param python the interpreter that the user asked for
 * @param java for all Java steps
 * @param slots how many tasks run at once at most
 * @param processes hears of every process that must not outlive the engine
 * @param secrets where secrets are found
 * @param hidden the values that nothing may show: of all secrets that the run's steps name
 * @param progress hears in a line of what takes long before anything runs
 * @param containers what tasks run in; empty: in processes on this machine
 */
public record RunnerContext(
    Path folder,
    Path directory,
    Path state,
    Path objects,
    Path logs,
    Map<String, String> environment,
    Optional<Path> python,
    JavaSettings java,
    int slots,
    ProcessListener processes,
    Secrets secrets,
    Supplier<Set<String>> hidden,
    Consumer<String> progress,
    Optional<Containers> containers) {

  /** Hears of processes. */
  public interface ProcessListener {
    void started(long pid, Instant started, String what);

    void ended(long pid, Instant started);
  }
}
