package io.eagleray.worker.task;

import io.eagleray.trial.TrialStopped;
import io.eagleray.worker.json.Json;
import io.eagleray.worker.trial.Metrics;
import io.eagleray.worker.trial.Reports;
import io.eagleray.worker.value.ObjectStore;
import io.eagleray.worker.value.PlainJson;
import io.eagleray.worker.value.ReturnWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A script, as a step or as a trial. */
final class ShellTask implements Work {
  /**
   * How long a script may go on after a cancel; shorter than the engine's patience with a worker.
   */
  static final Duration GRACE = Duration.ofSeconds(4);

  /** How long output is awaited after the script's end from a process that left its group. */
  private static final Duration STRAGGLERS = Duration.ofSeconds(2);

  /** How long at most, though it goes on: it may be there to stay, as a server is. */
  private static final Duration LONGEST = Duration.ofSeconds(6);

  private final RunMessage message;
  private final TaskOutput output;
  private final Reports reports;
  private final Executor threads;
  private final ObjectStore objects;
  private volatile boolean cancelled;
  private final LastError lastError = new LastError();
  private volatile String unread = "";
  private volatile @Nullable Shell shell;

  ShellTask(RunMessage message, TaskOutput output, Reports reports, Executor threads) {
    this.message = message;
    this.output = output;
    this.reports = reports;
    this.threads = threads;
    this.objects = new ObjectStore(message.objects());
  }

  @Override
  public Map<String, @Nullable Object> perform() throws IOException {
    if (message.trial().isPresent()) {
      int status = run(message.command(), variables(), () -> {});
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      result.put("value", null);
      result.put("stopped", reports.isStopped());
      check(status);
      if (reports.isEmpty() && !unread.isEmpty() && !cancelled) {
        throw new ScriptException(ReportLine.wrong(unread));
      }
      return result;
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("values", step());
    return result;
  }

  private Map<String, @Nullable Object> step() throws IOException {
    if (message.returns().list().isEmpty()) {
      check(run(message.command(), variables(), () -> {}));
      return Map.of();
    }
    try (Exports exports = new Exports(message.returns())) {
      Map<String, String> variables = variables();
      variables.put(Exports.VARIABLE, exports.file().toString());
      check(run(exports.writing(message.command()), variables, exports::read));
      return exports.values(objects);
    }
  }

  /**
   * Environment, then the configuration of a trial, then arguments, then secrets: the later wins.
   */
  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(message.environment());
    variables.put("EAGLERAY_STEP", message.step());
    variables.put("EAGLERAY_ATTEMPT", Long.toString(message.attempt()));
    message
        .trial()
        .ifPresent(trial -> {
          variables.put("EAGLERAY_TRIAL", Integer.toString(trial.number()));
          trial.config().forEach((name, json) -> variables.put(name, text(json)));
        });
    message.arguments().forEach((name, json) -> variables.put(name, text(json)));
    variables.putAll(message.secrets());
    return variables;
  }

  private static String text(@Nullable Object json) {
    Object plain = PlainJson.of(json);
    return plain instanceof String text ? text : Json.spaced(plain);
  }

  /** What is done when a script has ended, though its output may go on. */
  private interface AtEnd {
    void run() throws IOException;
  }

  private int run(String script, Map<String, String> variables, AtEnd atEnd) throws IOException {
    Shell started =
        Shell.start(
            Shell.language(message.command()), script, message.function().directory(), variables);
    shell = started;
    if (cancelled) {
      started.terminate();
    }
    Process process = started.process();
    Pump out =
        new Pump(process.getInputStream(), output.out(), new Lines(line -> report(line, started)));
    OutputStream errors = output.withoutSecrets(new Lines(lastError::add));
    Pump err = new Pump(process.getErrorStream(), output.err(), errors);
    List<CompletableFuture<Void>> pumps =
        List.of(CompletableFuture.runAsync(out, threads), CompletableFuture.runAsync(err, threads));
    int status = awaitExit(started);
    started.kill();
    atEnd.run();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    awaitPump(pumps.get(0), out, deadline);
    awaitPump(pumps.get(1), err, deadline);
    return status;
  }

  /** A line that is a JSON object is a trial's report; every other line is just output. */
  private void report(String line, Shell started) {
    if (message.trial().isEmpty()
        || !ReportLine.isMeant(line)
        || reports.isStopped()
        || cancelled) {
      return;
    }
    Optional<Map<?, ?>> read = ReportLine.read(line);
    if (read.isEmpty()) {
      unread = unread.isEmpty() ? line : unread;
      return;
    }
    try {
      reports.report(Metrics.of(read.get(), new ReturnWriter(objects)), null);
    } catch (TrialStopped stop) {
      if (!cancelled) {
        started.kill();
      }
    }
  }

  private int awaitExit(Shell started) {
    Process process = started.process();
    boolean asked = false;
    while (true) {
      try {
        if (!asked) {
          return process.waitFor();
        }
        if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
          started.kill();
        }
        return process.waitFor();
      } catch (InterruptedException e) {
        // The interrupt comes from a cancel, which has asked the script to end.
        asked = true;
      }
    }
  }

  private static void awaitPump(CompletableFuture<Void> done, Pump pump, long deadline) {
    while (true) {
      long before = pump.carried();
      try {
        done.get(STRAGGLERS.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        boolean isOver = pump.carried() == before || System.nanoTime() > deadline;
        if (pump.isReading() && isOver) {
          return;
        }
      } catch (InterruptedException e) {
        // A cancel after the script's end changes nothing.
      } catch (java.util.concurrent.ExecutionException e) {
        throw new ScriptException("the output of the script could not be kept: " + e.getCause());
      }
    }
  }

  private void check(int status) {
    if (status != 0 && !reports.isStopped()) {
      String how =
          status > 128 && status < 160
              ? "was ended by signal " + (status - 128)
              : "ended with exit code " + status;
      throw new ScriptException("the script " + how + lastError.suffix());
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    Optional.ofNullable(shell).ifPresent(Shell::terminate);
  }
}
