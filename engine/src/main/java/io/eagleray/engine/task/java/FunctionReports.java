package io.eagleray.engine.task.java;

import io.eagleray.engine.worker.SecretFree;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.spi.TaskCall;
import io.eagleray.spi.TaskListener;
import io.eagleray.spi.TaskListener.Decision;
import io.eagleray.trial.Trial;
import io.eagleray.worker.trial.Reports;
import io.eagleray.worker.trial.TrialLink;
import io.eagleray.worker.trial.TrialStart;
import io.eagleray.worker.value.ArgumentReader;
import io.eagleray.worker.value.ObjectStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a function of the program reports as a trial: to a listener, without secrets. */
final class FunctionReports implements Reports.Line {
  private final Optional<TrialStart> start;
  private final TaskListener listener;
  private final SecretFree secretFree;
  private final BooleanSupplier isOver;
  private final Reports reports;

  /**
   * @param isOver whether the call is cancelled or has ended, so that nobody hears of reports
   */
  FunctionReports(
      TaskCall call, TaskListener listener, SecretFree secretFree, BooleanSupplier isOver) {
    this.start = call.trial().map(FunctionReports::start);
    this.listener = listener;
    this.secretFree = secretFree;
    this.isOver = isOver;
    this.reports = new Reports(start.map(TrialStart::step).orElse(0), this);
  }

  private static TrialStart start(TaskCall.TrialCall trial) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    trial.config().fields().forEach((name, value) -> config.put(name, plain(value)));
    return new TrialStart(
        trial.number(),
        trial.attempt(),
        trial.fromStep(),
        trial.checkpoint().map(FunctionReports::plain).orElse(null),
        config);
  }

  /** As Java workers have it. */
  static @Nullable Object plain(Json json) {
    return io.eagleray.worker.json.Json.parse(json.text());
  }

  /** As the engine has it. */
  static Json json(@Nullable Object plain) {
    return Json.parse(io.eagleray.worker.json.Json.write(plain));
  }

  /** The argument by which a function reports. */
  Trial trial(String argument, ArgumentReader reader, ObjectStore objects) {
    return TrialLink.of(argument, start, reports, reader, objects);
  }

  /** Whether a report was answered with a stop. */
  boolean isStopped() {
    return reports.isStopped();
  }

  /** What a function returned that has reported nothing is its one report. */
  void returned(Map<String, @Nullable Object> metrics) {
    if (reports.isEmpty() && !metrics.isEmpty()) {
      reports.reportLast(metrics);
    }
  }

  /** Ends the wait of a thread that the function has started. */
  void cancel() {
    reports.cancel();
  }

  @Override
  public boolean isCancelled() {
    return isOver.getAsBoolean();
  }

  @Override
  public void send(Map<String, @Nullable Object> report) {
    JsonObject clean = secretFree.message((JsonObject) json(report));
    listener.reported(
        reports.step(),
        clean.object("metrics"),
        clean.get("checkpoint"),
        decision -> reports.decide(decision == Decision.CONTINUE));
  }
}
