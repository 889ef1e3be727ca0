package io.eagleray.run;

import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of a run. Every one is durable before its effect is told.
 *
 * <p>The JSON form is the record's components by name ({@link EventCodec}). Add a component only as
 * an {@link Optional}, a list or a map, so that logs written before it still read.
 */
public sealed interface RunEvent {

  /** A change of one step. */
  sealed interface OfStep extends RunEvent {
    StepPath path();
  }

  /** A change of one trial of a Ray node. */
  sealed interface OfTrial extends OfStep {
    int trial();
  }

  /**
   * The run exists.
   *
   * @param uuid for submission ids
   * @param pipelineFile as named by the user; relative to {@code root} unless absolute
   * @param root the working directory
   * @param graph each step's path to a fingerprint of what it is, without function bodies
   * @param options what the command line gave: overrides, interpreter, class path…
   */
  record RunCreated(
      String runId,
      String uuid,
      String pipelineFile,
      String root,
      Map<String, String> graph,
      Map<String, Value> parameters,
      JsonObject options,
      Optional<String> tag,
      String version)
      implements RunEvent {

    /** The steps of the pipeline's own graph, in the order of the file. */
    public List<String> steps() {
      return graph.keySet().stream()
          .filter(path -> !path.isEmpty() && !new StepPath(path).isNested())
          .toList();
    }
  }

  /**
   * A driver took the run over.
   *
   * @param sets {@code path=value}, all that it lays over the Ray configs
   */
  record RunStarted(long pid, Instant processStarted, List<String> sets) implements RunEvent {}

  /** The driver ended. */
  record RunEnded(RunStatus status, Optional<Failure> failure) implements RunEvent {}

  /** A process was started that must not outlive the driver. */
  record ProcessStarted(long pid, Instant started, String what) implements RunEvent {}

  record ProcessEnded(long pid, Instant started) implements RunEvent {}

  /** A message for the user that belongs to the run, such as a clamped resource. */
  record Warned(String message) implements RunEvent {}

  /**
   * An attempt of a step began.
   *
   * @param attempt from 1
   * @param order the walk's own count of starts: of two values of a parameter the one of the later
   *     step holds
   */
  record StepStarted(StepPath path, String type, int attempt, long order) implements OfStep {}

  /**
   * An attempt of a step ended.
   *
   * @param outputs the parameters that it set
   * @param willRetry whether another attempt follows by itself
   * @param key of a success that other runs may take over: what decides what the step gives
   */
  record StepEnded(
      StepPath path,
      int attempt,
      StepStatus status,
      Map<String, Value> outputs,
      List<CatalogEntry> files,
      Optional<Failure> failure,
      boolean willRetry,
      Optional<String> key)
      implements OfStep {

    /** An end that no other run takes over. */
    public StepEnded(
        StepPath path,
        int attempt,
        StepStatus status,
        Map<String, Value> outputs,
        List<CatalogEntry> files,
        Optional<Failure> failure,
        boolean willRetry) {
      this(path, attempt, status, outputs, files, failure, willRetry, Optional.empty());
    }
  }

  /** What an attempt of a step gives was taken from an earlier run; nothing ran. */
  record StepReused(StepPath path, int attempt, Origin origin) implements OfStep {}

  /**
   * A step will start again, whatever its attempts so far came to.
   *
   * @param attempts how many those are
   */
  record StepReset(StepPath path, int attempts) implements OfStep {}

  /**
   * A phase of a Ray node is done; its hand-over is here, so the next phase may run anywhere.
   *
   * @param phase {@code fan-out}, {@code execution} or {@code fan-in}
   */
  record PhaseEnded(StepPath path, int attempt, String phase, JsonObject handOver)
      implements OfStep {}

  /** A configuration was proposed; the trial starts only after this is durable. */
  record TrialAsked(StepPath path, int trial, JsonObject config) implements OfTrial {}

  /**
   * An attempt of a trial began.
   *
   * @param attempt from 1
   * @param fromStep the checkpoint's step that it goes on from, or 0
   */
  record TrialStarted(StepPath path, int trial, int attempt, int fromStep) implements OfTrial {}

  /**
   * A trial reported.
   *
   * @param step from 1
   * @param checkpoint a reference to the saved object
   */
  record TrialReported(
      StepPath path,
      int trial,
      int attempt,
      int step,
      JsonObject metrics,
      Optional<Json> checkpoint)
      implements OfTrial {}

  /**
   * A trial takes over the checkpoint of another, and goes on under another configuration, as its
   * next attempt. The present one, if it runs, ends as PAUSED right behind this.
   *
   * @param source the trial whose checkpoint it is
   * @param step the checkpoint's, or 0 where the source has saved none: then it starts from the
   *     beginning
   * @param metrics the report with which the checkpoint was saved
   */
  record TrialTookOver(
      StepPath path,
      int trial,
      int source,
      JsonObject config,
      int step,
      JsonObject metrics,
      Optional<Json> checkpoint)
      implements OfTrial {}

  /**
   * An attempt of a trial ended.
   *
   * @param status PAUSED where its scheduler may let it go on later, as the next attempt
   * @param value what the function returned; JSON null where it returned nothing or was stopped
   * @param willRetry whether another attempt follows
   */
  record TrialEnded(
      StepPath path,
      int trial,
      int attempt,
      TrialStatus status,
      Json value,
      Optional<Failure> failure,
      boolean willRetry)
      implements OfTrial {}
}
