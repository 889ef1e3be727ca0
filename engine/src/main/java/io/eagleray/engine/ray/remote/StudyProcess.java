package io.eagleray.engine.ray.remote;

import io.eagleray.engine.ray.EmbeddedStudy;
import io.eagleray.engine.walk.CancellationSource;
import io.eagleray.engine.walk.Failures;
import io.eagleray.json.Json;
import io.eagleray.json.JsonObject;
import io.eagleray.model.Resources;
import io.eagleray.run.Failure;
import io.eagleray.spi.RayBackend.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * A search without anything around it, in JSON lines: the first one in is the job's spec; then
 * events, starts, decisions and cancels go out, reports and ends come in. The last one out tells
 * how the search ended. See {@code docs/design/study-process.md}.
 */
public final class StudyProcess {
  private final BufferedReader in;
  private final DriverLines driver;
  private final Clock clock;

  /** How it ended, for whoever started it. */
  public enum Ending {
    /** The search ended in whatever way, and the last line says how. */
    TOLD,
    /** The driver said something that cannot be understood; the last line says what. */
    FAULT,
    /** The driver is gone. */
    ALONE
  }

  /** A search that reads from {@code in} and writes to {@code out}. */
  public StudyProcess(InputStream in, OutputStream out, Clock clock) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.driver = new DriverLines(out);
    this.clock = clock;
  }

  /** Searches until there is nothing left to do. */
  public Ending run() {
    try {
      Optional<JsonObject> spec = DriverMessages.read(in);
      return spec.isPresent() ? search(StudySpec.read(spec.get())) : Ending.ALONE;
    } catch (MessageException e) {
      return fault(e);
    } catch (DriverGoneException | IOException e) {
      return Ending.ALONE;
    }
  }

  private Ending search(StudySpec spec) {
    RemoteTrials trials = new RemoteTrials(driver);
    CancellationSource cancellation = new CancellationSource();
    DriverMessages messages = new DriverMessages(in, trials, cancellation);
    Thread.ofPlatform().daemon().name("driver").start(messages);
    RemoteWalking walking = new RemoteWalking(spec, driver, trials, clock, cancellation);
    Phase phase = study(spec, walking);
    boolean cutShort = phase instanceof Phase.Cancelled;
    if (cutShort && messages.fault().isPresent()) {
      return fault(messages.fault().get());
    }
    if (cutShort && messages.isGone()) {
      return Ending.ALONE;
    }
    tell(ending(phase));
    return Ending.TOLD;
  }

  private static Phase study(StudySpec spec, RemoteWalking walking) {
    try {
      return new EmbeddedStudy(spec.tune(), spec.task(), spec.terms(), Resources.DEFAULT, walking)
          .run();
    } catch (DriverGoneException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return new Phase.Failed(Failures.of(e), false);
    }
  }

  private Ending fault(MessageException e) {
    tell(failed(Failure.of("protocol", String.valueOf(e.getMessage()))));
    return Ending.FAULT;
  }

  private void tell(JsonObject ending) {
    driver.send(JsonObject.builder().put("op", "end").put("end", ending).build());
  }

  private static JsonObject ending(Phase phase) {
    return switch (phase) {
      case Phase.Done done -> outcome("done").and(done.handOver());
      case Phase.Failed failed -> failed(failed.failure());
      case Phase.Cancelled cancelled -> outcome("cancelled");
    };
  }

  private static JsonObject outcome(String word) {
    return JsonObject.builder().put("outcome", word).build();
  }

  private static JsonObject failed(Failure failure) {
    return outcome("failed")
        .with(
            "failure",
            JsonObject.builder()
                .put("type", failure.type())
                .put("message", failure.message())
                .put("at", failure.at().map(Json::of))
                .put("stack", failure.stack())
                .build());
  }
}
