package io.eagleray.engine.ray.remote;

import io.eagleray.json.Json;
import io.eagleray.json.JsonArray;
import io.eagleray.json.JsonObject;
import io.eagleray.run.Event;
import io.eagleray.run.EventCodec;
import io.eagleray.run.RunState;
import io.eagleray.run.StepPath;
import io.eagleray.run.TrialState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A study process on a thread of its own, with a driver at the other ends of its pipes that runs
 * each trial as a function on a thread.
 */
public final class PipedStudy implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final OutputStream toStudy;
  private final BufferedReader fromStudy;
  private final Map<Long, RemoteTrial> trials = new ConcurrentHashMap<>();
  private final CompletableFuture<StudyProcess.Ending> ending = new CompletableFuture<>();
  private final CompletableFuture<JsonObject> end = new CompletableFuture<>();
  private final List<Event> events = new ArrayList<>();
  private final List<JsonObject> starts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Function function;
  private final BiConsumer<PipedStudy, Event> watcher;

  /** What a trial does; it may be interrupted, and what it returns is its value. */
  @FunctionalInterface
  public interface Function {
    Json run(RemoteTrial trial) throws Exception;
  }

  private PipedStudy(
      JsonObject spec, Function function, BiConsumer<PipedStudy, Event> watcher, Clock clock) {
    this.function = function;
    this.watcher = watcher;
    try {
      Pipe in = Pipe.open();
      Pipe out = Pipe.open();
      toStudy = Channels.newOutputStream(in.sink());
      fromStudy =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(out.source()), StandardCharsets.UTF_8));
      StudyProcess study =
          new StudyProcess(
              Channels.newInputStream(in.source()), Channels.newOutputStream(out.sink()), clock);
      Thread.ofPlatform()
          .daemon()
          .name("study process")
          .start(() -> {
            try (Pipe.SinkChannel closed = out.sink()) {
              ending.complete(study.run());
            } catch (IOException | RuntimeException e) {
              ending.completeExceptionally(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    send(spec);
    Thread.ofPlatform().daemon().name("driver of a test").start(this::listen);
  }

  /** Begins a study. */
  public static PipedStudy start(JsonObject spec, Function function) {
    return start(spec, function, (study, event) -> {});
  }

  /** Begins a study whose events are watched, each before the next line is read. */
  public static PipedStudy start(
      JsonObject spec, Function function, BiConsumer<PipedStudy, Event> watcher) {
    return new PipedStudy(spec, function, watcher, Clock.systemUTC());
  }

  /** Begins a study that goes by another clock. */
  public static PipedStudy start(JsonObject spec, Function function, Clock clock) {
    return new PipedStudy(spec, function, (study, event) -> {}, clock);
  }

  private void listen() {
    try {
      for (String line = fromStudy.readLine(); line != null; line = fromStudy.readLine()) {
        take(Specs.object(line));
      }
      end.completeExceptionally(new IllegalStateException("the study ended without a last line"));
    } catch (IOException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private void take(JsonObject message) {
    switch (message.text("op").orElse("")) {
      case "events" ->
          ((JsonArray) message.get("events").orElseThrow()).items().forEach(this::keep);
      case "start" -> begin(message);
      case "warning" -> {
        synchronized (warnings) {
          warnings.add(message.text("message").orElseThrow());
        }
      }
      case "decision" -> trial(message).decisions.add(message.text("decision").orElse(""));
      case "cancel" ->
          Optional.ofNullable(trials.get(message.integer("id").orElseThrow()))
              .ifPresent(RemoteTrial::interrupt);
      case "end" -> end.complete(message.object("end"));
      default -> throw new IllegalStateException("no op of ours: " + message);
    }
  }

  private RemoteTrial trial(JsonObject message) {
    RemoteTrial trial = trials.get(message.integer("id").orElseThrow());
    if (trial == null) {
      throw new IllegalStateException("no trial: " + message);
    }
    return trial;
  }

  private void keep(Json json) {
    Event event = new Event("driver", events.size(), 1, Instant.now(), EventCodec.readChange(json));
    synchronized (events) {
      events.add(event);
    }
    watcher.accept(this, event);
  }

  private void begin(JsonObject start) {
    long id = start.integer("id").orElseThrow();
    synchronized (starts) {
      starts.add(start);
    }
    RemoteTrial trial = new RemoteTrial(this, id, start);
    trials.put(id, trial);
    trial.run(function);
  }

  void ended(long id, JsonObject message) {
    trials.remove(id);
    send(message);
  }

  /** Sends the study a message. */
  public void send(JsonObject message) {
    sendLine(message.text());
  }

  /**
   * Interrupts a trial, but not while it sends something: that would close the pipe for all of
   * them.
   */
  synchronized void interrupt(Thread trial) {
    trial.interrupt();
  }

  /** Sends the study a line. */
  public synchronized void sendLine(String line) {
    boolean interrupted = Thread.interrupted();
    try {
      toStudy.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      toStudy.flush();
    } catch (IOException e) {
      // The study has ended; what its last line says is looked at by the test.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Says no more, as if the driver had died. */
  public synchronized void hangUp() {
    try {
      toStudy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the last line, and tells what it says. */
  public JsonObject end() {
    return end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits for the process's end. */
  public StudyProcess.Ending ending() {
    return ending.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** What has happened so far. */
  public List<Event> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** What the user is warned of. */
  public List<String> warnings() {
    synchronized (warnings) {
      return List.copyOf(warnings);
    }
  }

  /** The messages with which trials were started. */
  public List<JsonObject> starts() {
    synchronized (starts) {
      return List.copyOf(starts);
    }
  }

  /** The trials after a history and what has happened. */
  public List<TrialState> trials(List<Event> history) {
    RunState state = new RunState();
    history.forEach(state::apply);
    events().forEach(state::apply);
    return state.trials(new StepPath("tune"));
  }

  /** The trials. */
  public List<TrialState> trials() {
    return trials(List.of());
  }

  @Override
  public void close() {
    hangUp();
    ending();
  }
}
