package io.eagleray.engine.ray.remote;

import io.eagleray.json.Json;
import io.eagleray.json.JsonNumber;
import io.eagleray.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An attempt of a trial as its driver runs it: on a thread, with answers from the study. */
public final class RemoteTrial {
  final BlockingQueue<String> decisions = new LinkedBlockingQueue<>();
  private final PipedStudy study;
  private final long id;
  private final JsonObject trial;
  private int step;
  private Thread thread = Thread.currentThread();

  /** Its worker is lost. */
  public static final class LostException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** It was told to stop. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  RemoteTrial(PipedStudy study, long id, JsonObject start) {
    this.study = study;
    this.id = id;
    this.trial = start.object("trial");
    this.step = Math.toIntExact(trial.integer("step").orElseThrow());
  }

  void run(PipedStudy.Function function) {
    thread = Thread.ofVirtual().start(() -> study.ended(id, ending(function)));
  }

  void interrupt() {
    study.interrupt(thread);
  }

  private JsonObject ending(PipedStudy.Function function) {
    try {
      return ended("returned").with("value", function.run(this));
    } catch (StoppedException e) {
      return ended("returned").with("value", Json.NULL).with("stopped", Json.TRUE);
    } catch (LostException e) {
      return ended("lost").with("suspect", Json.TRUE).with("reason", Json.of("its node is gone"));
    } catch (InterruptedException e) {
      return ended("cancelled");
    } catch (Exception e) {
      return ended("failed")
          .with(
              "failure",
              JsonObject.builder()
                  .put("type", e.getClass().getSimpleName())
                  .put("message", String.valueOf(e.getMessage()))
                  .put("stack", "")
                  .build());
    }
  }

  private JsonObject ended(String outcome) {
    return JsonObject.builder().put("op", "ended").put("id", id).put("outcome", outcome).build();
  }

  public int number() {
    return Math.toIntExact(trial.integer("number").orElseThrow());
  }

  public int attempt() {
    return Math.toIntExact(trial.integer("attempt").orElseThrow());
  }

  /** The last step that it has taken, in this attempt or before its checkpoint. */
  public int step() {
    return step;
  }

  /** What it goes on from. */
  public Optional<Json> checkpoint() {
    return trial.get("checkpoint").filter(value -> value != Json.NULL);
  }

  /** A number of its configuration. */
  public double config(String name) {
    return ((JsonNumber) trial.object("config").get(name).orElseThrow()).asDouble();
  }

  /** Takes a step, and goes on only where it may. */
  public void report(double height) throws InterruptedException {
    report(Map.of("height", Json.of(height)), Optional.empty());
  }

  /** Takes a step with a checkpoint. */
  public void report(double height, String checkpoint) throws InterruptedException {
    report(Map.of("height", Json.of(height)), Optional.of(Json.of(checkpoint)));
  }

  /** Takes a step. */
  public void report(Map<String, Json> metrics, Optional<Json> checkpoint)
      throws InterruptedException {
    step++;
    study.send(
        JsonObject.builder()
            .put("op", "report")
            .put("id", id)
            .put("step", step)
            .put("metrics", new JsonObject(metrics))
            .put("checkpoint", checkpoint)
            .build());
    if (decisions.take().equals("stop")) {
      throw new StoppedException();
    }
  }
}
